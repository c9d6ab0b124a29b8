/* Asking the server, with the token against forgery of this moment: signing in makes another. */

const PATIENCE = 60000;

const cookie = (name) => document.cookie.split("; ").find((one) => one.startsWith(`${name}=`))?.slice(name.length + 1) ?? "";

/* {status, answer}; status 0 where nobody answers, 401 also where a page of signing in does. */
export async function post(address, body) {
  let response;
  try {
    response = await fetch(address, {
      method: "POST", credentials: "same-origin", redirect: "manual", signal: AbortSignal.timeout(PATIENCE),
      headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": cookie("csrftoken") },
      body: JSON.stringify(body),
    });
  } catch {
    return { status: 0, answer: {} };
  }
  if (response.type === "opaqueredirect") return { status: 401, answer: {} };
  try {
    return { status: response.status, answer: await response.json() };
  } catch {
    return { status: response.status, answer: {} };
  }
}
