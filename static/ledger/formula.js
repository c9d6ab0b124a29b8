/* Reads a 산출식 while it is typed, as the server does: the grammar and the verdicts are those of ledger/reading/formula,
   whose modules say why; tests/browser/test_formula.py holds the two together. BigInt fractions, no float, no eval.
   ledgerFormula.read(text, {unit, amount}): unit is what the amount is known to (won, thousand, million,
   hundred_million), amount is won, a BigInt or null while there is none. */
"use strict";
(() => {
  const LONGEST = 1000, LONGEST_NUMBER = 30, DEEPEST = 20, SMALLEST = 1000n, WON_LIMIT = 10n ** 15n, THOUSAND = 1000n;
  const UNITS = { won: 1n, thousand: 1000n, million: 1000000n, hundred_million: 100000000n };
  const MONEY = { 원: 1n, 천원: 1000n, 백만원: 1000000n, 억원: 100000000n };
  const SMALL = { "": 1n, 십: 10n, 백: 100n, 천: 1000n };
  const BIG = { "": 1n, 만: 10n ** 4n, 억: 10n ** 8n, 조: 10n ** 12n };
  const isMoney = (unit) => Object.hasOwn(MONEY, unit);

  class Unread extends Error {
    constructor(reason, position) {
      super(reason);
      this.reason = reason;
      this.position = position;
    }
  }

  /* Fractions: [numerator, denominator], reduced, the denominator above 0. */
  const size = (number) => (number < 0n ? -number : number);
  const divisor = (one, other) => {
    while (other) [one, other] = [other, one % other];
    return size(one);
  };
  const fraction = (over, under = 1n) => {
    const common = divisor(over, under) * (under < 0n ? -1n : 1n);
    return [over / common, under / common];
  };
  const sum = (one, other) => fraction(one[0] * other[1] + other[0] * one[1], one[1] * other[1]);
  const product = (one, other) => fraction(one[0] * other[0], one[1] * other[1]);
  const quotient = (one, other) => fraction(one[0] * other[1], one[1] * other[0]);
  const minus = (one) => [-one[0], one[1]];
  const equal = (one, other) => one[0] === other[0] && one[1] === other[1];
  const isBelow = (one, other) => one[0] * other[1] < other[0] * one[1];
  const absolute = (one) => [size(one[0]), one[1]];
  const roundHalfUp = (one) => {
    const rounded = (2n * size(one[0]) + one[1]) / (2n * one[1]);
    return one[0] < 0n ? -rounded : rounded;
  };
  const placesOf = (one) => {
    let places = 0n;
    while ((10n ** places) % one[1]) places += 1n;
    return places;
  };

  /* Signs: the normal form of the text, cut into tokens. */
  const PLAIN = new Map();
  for (let code = 0xff01; code < 0xff5f; code += 1) PLAIN.set(String.fromCodePoint(code), String.fromCodePoint(code - 0xfee0));
  for (const [signs, plain] of [
    ["✕✖⨯╳∗*＊", "×"], ["ㆍ∙⋅・•‧", "·"], ["÷∕⁄", "/"], ["−–—‐‑", "-"], ["∆⧍∇▽▼", "△"], ["≒≈", "="],
    ["[{〔【［｛", "("], ["]}〕】］｝", ")"], ["￦@＠", "₩"],
  ]) for (const sign of signs) PLAIN.set(sign, plain);
  const SPACE = /[\p{Zs}\p{Zl}\p{Zp}\p{Cc}]/gu;
  const UNSEEN = /[\p{Cf}\p{Cs}\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/gu;
  const BULLET = /(?:[○●◦·◎□■▪▫◇◆▶▷※×❍◯①-⒇:.,=]|[oOㅇ](?= )|-(?= )|\(?[0-9]{1,2}\)(?= )|[0-9]{1,2}\)|[0-9]{1,2}\.(?= )|\(?[가-하]\)(?= )|[가-하]\.(?= )) ?/uy;
  const TOKEN = /(?<name>(?:19|20)[0-9]{2}년도?(?![가-힣ㄱ-ㅎㅏ-ㅣ一-鿿㎀-㏟℃])|제[0-9]+(?![0-9,.])|1[가-힣]{1,4}당(?![가-힣ㄱ-ㅎㅏ-ㅣ一-鿿㎀-㏟℃]))|(?<number>[0-9]+(?:,[0-9]+)*(?:\.[0-9]+)*)|(?<times>[xX](?![A-Za-z])|×)|(?<word>[A-Za-z]+[0-9]*|[가-힣ㄱ-ㅎㅏ-ㅣ一-鿿㎀-㏟℃]+)|(?<sign>[·/+\-△=()%₩:])|(?<other>[^ ])/gu;

  const plainFormula = (text) => {
    const seen = text.replace(SPACE, " ").replace(UNSEEN, "").normalize("NFC");
    const plain = Array.from(seen.split(" ").filter(Boolean).join(" "), (sign) => PLAIN.get(sign) ?? sign).join("");
    let end = plain.length;
    while (end && " .,;".includes(plain[end - 1])) end -= 1;
    return plain.slice(0, end);
  };
  const tokensOf = (plain) => {
    let start = 0;
    for (BULLET.lastIndex = 0; BULLET.test(plain); ) start = BULLET.lastIndex;
    TOKEN.lastIndex = start;
    return Array.from(plain.matchAll(TOKEN), (match) => {
      const [group] = Object.entries(match.groups).find(([, text]) => text !== undefined);
      const kind = group === "times" ? "×" : group === "sign" ? match[0] : group;
      return { kind, text: match[0], position: match.index, end: match.index + match[0].length };
    });
  };

  /* A number with the words behind it. */
  const SCALED = /^([십백천]?)([만억조]?)(원정|원씩|원|명|인|부|개|매|장|회|건|㎡)?$/u;
  const NUMBER = /^(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]+)?$/;
  const DOTTED = /^[1-9][0-9,]*(?:\.[0-9]{3})+$/;
  const numberOf = (token) => {
    if (token.text.replace(/[,.]/g, "").length > LONGEST_NUMBER) throw new Unread("digits", token.position);
    if (!NUMBER.test(token.text)) {
      throw new Unread(token.text.split(".").length > 2 ? "dots" : "grouping", token.position);
    }
    const [whole, decimals = ""] = token.text.replaceAll(",", "").split(".");
    return fraction(BigInt(whole + decimals), 10n ** BigInt(decimals.length));
  };
  const scaleOf = (word) => {
    const match = SCALED.exec(word.text);
    if (!match) {
      if ("십백천만억".includes(word.text[0])) throw new Unread("scale", word.position);
      return null;
    }
    const [small, big, unit] = [match[1], match[2], match[3] ?? ""];
    return small || big || unit.startsWith("원") ? { small, big, unit } : null;
  };
  const scaled = (parts, position) => {
    if (parts.length === 1) {
      const size = SMALL[parts[0].small] * BIG[parts[0].big], number = product(parts[0].number, [size, 1n]);
      const digits = (number[0] * 10n ** placesOf(number)) / number[1];
      if (size > 1n && digits >= 10n ** BigInt(LONGEST_NUMBER - 1)) throw new Unread("digits", position);
      return number;
    }
    let total = 0n, group = 0n, lastBig = 10n ** 16n, lastSmall = 10n ** 4n;
    for (const { number, small, big } of parts) {
      if (number[1] !== 1n || SMALL[small] >= lastSmall || BIG[big] >= lastBig) throw new Unread("scale", position);
      group += number[0] * SMALL[small];
      lastSmall = SMALL[small];
      if (group >= 10000n && total) throw new Unread("scale", position);
      if (big) {
        [total, group] = [total + group * BIG[big], 0n];
        [lastBig, lastSmall] = [BIG[big], 10n ** 4n];
      }
    }
    return [total + group, 1n];
  };

  /* What a node comes to, and of what kind it is. */
  const inWon = (number, unit) => (unit === "%" ? quotient(number, [100n, 1n]) : product(number, [isMoney(unit) ? MONEY[unit] : 1n, 1n]));
  const exact = (node) => {
    switch (node.is) {
      case "quantity": return inWon(node.number, node.unit);
      case "negative": return minus(exact(node.of));
      case "bracket": return inWon(exact(node.inside), node.unit);
      case "product":
        return node.others.reduce((so, one) => (one.divides ? quotient : product)(so, exact(one.of)), exact(node.first));
      default:
        return node.others.reduce((so, one) => sum(so, one.isNegative ? minus(exact(one.of)) : exact(one.of)), exact(node.first));
    }
  };
  const kindOfUnit = (unit) => (isMoney(unit) ? "money" : unit ? "count" : "plain");
  const ofProduct = (left, right, place) => {
    if (left === "money" && right === "money") throw new Unread("amounts", place);
    return ["money", "plain"].find((kind) => kind === left || kind === right) ?? "count";
  };
  const ofQuotient = (left, right, place) => {
    if (right !== "money") return left;
    if (left !== "money") throw new Unread("amounts", place);
    return "count";
  };
  const ofSum = (left, right, place) => {
    if (left === right || right === "plain") return left;
    if (left === "plain") return right;
    throw new Unread("mixed", place);
  };
  const kindOf = (node) => {
    switch (node.is) {
      case "quantity": return kindOfUnit(node.unit);
      case "negative": return kindOf(node.of);
      case "bracket": return node.unit && kindOf(node.inside) !== "money" ? kindOfUnit(node.unit) : kindOf(node.inside);
      case "product":
        return node.others.reduce((so, one) => (one.divides ? ofQuotient : ofProduct)(so, kindOf(one.of), 0), kindOf(node.first));
      default: return node.others.reduce((so, one) => ofSum(so, kindOf(one.of), 0), kindOf(node.first));
    }
  };

  /* The grammar, a method for each of its rules. */
  const END = { kind: "", text: "", position: 0, end: 0 };
  class Reader {
    constructor(tokens, length) {
      Object.assign(this, { tokens, length, at: 0, depth: 0, hasWords: false });
    }
    token(ahead = 0) { return this.tokens[this.at + ahead] ?? END; }
    isNext(...kinds) { return kinds.includes(this.token().kind); }
    take() { return this.tokens[this.at++]; }
    place() { return this.at < this.tokens.length ? this.token().position : this.length; }
    refused(reason) { return new Unread(this.isNext("other") ? "sign" : reason, this.place()); }
    formula() {
      const [node, kind] = this.sum();
      const stated = this.allStated();
      if (this.at < this.tokens.length) throw this.refused(this.isNext(")") ? "bracket" : "operator");
      return [{ node, stated }, kind];
    }
    sum() {
      if (this.isNext("+")) this.take();
      let [first, kind] = this.term();
      const others = [];
      while (this.isNext("+", "-", "△")) {
        const isNegative = this.take().kind !== "+", place = this.place(), [of, other] = this.term();
        kind = ofSum(kind, other, place);
        others.push({ of, isNegative });
      }
      return [others.length ? { is: "sum", first, others } : first, kind];
    }
    term() {
      if (this.skipWords() && this.isNext("-")) throw this.refused("label");
      let [first, kind] = this.factor();
      const others = [];
      while (this.isNext("×", "·", "/")) {
        const divides = this.take().kind === "/", place = this.place(), [of, other] = this.factor();
        kind = (divides ? ofQuotient : ofProduct)(kind, other, place);
        if (divides && exact(of)[0] === 0n) throw new Unread("zero", place);
        others.push({ of, divides });
      }
      return [others.length ? { is: "product", first, others } : first, kind];
    }
    factor() {
      if (!this.isNext("△", "-")) return this.primary();
      this.take();
      const [of, kind] = this.primary();
      return [{ is: "negative", of }, kind];
    }
    primary() {
      if (this.isNext("(")) return this.bracket();
      if (this.isNext("word") && this.token().text === "일식") {
        this.take();
        return [{ is: "quantity", number: [1n, 1n], unit: "식" }, "count"];
      }
      const quantity = this.quantity();
      return [quantity, kindOfUnit(quantity.unit)];
    }
    bracket() {
      const opened = this.take();
      this.depth += 1;
      if (this.depth > DEEPEST) throw new Unread("deep", opened.position);
      const [inside, kind] = this.sum();
      const stated = this.allStated();
      if (!this.isNext(")")) throw this.at >= this.tokens.length ? new Unread("bracket", opened.position) : this.refused("operator");
      this.take();
      this.depth -= 1;
      const unit = this.unitOfBracket(kind);
      this.skipBehind();
      if (!unit && !stated.length) return [inside, kind];
      return [{ is: "bracket", inside, unit, stated }, unit ? kindOfUnit(unit) : kind];
    }
    unitOfBracket(kind) {
      if (this.isNext("%")) {
        this.take();
        this.words();
        return kind === "money" ? "" : "%";
      }
      if (!this.isNext("word")) return "";
      const first = this.token(), unit = this.words();
      if (kind === "money") return "";
      if (isMoney(first.text)) return first.text;
      if (scaleOf(first)) throw new Unread("scale", first.position);
      return unit;
    }
    allStated() {
      const found = [];
      while (this.isNext("=")) {
        this.take();
        const isNegative = this.isNext("△", "-");
        if (isNegative) this.take();
        found.push({ quantity: this.quantity(), isNegative });
      }
      return found;
    }
    quantity() {
      const isWon = this.isNext("₩");
      if (isWon) this.take();
      if (!this.isNext("number")) throw this.refused("number");
      const first = this.token();
      let [number, unit, isLarge] = this.scaledNumber();
      if (this.isNext("%")) {
        this.take();
        this.words();
        unit = "%";
      } else if (unit || isWon) {
        this.words();
        unit ||= "원";
      } else {
        const word = this.token();
        if (word.kind === "word" && word.text !== "조" && scaleOf(word)) throw new Unread("scale", word.position);
        unit = this.words() || (isLarge ? "원" : "");
      }
      if (isMoney(unit) && DOTTED.test(first.text)) throw new Unread("dots", first.position);
      this.skipBehind();
      return { is: "quantity", number, unit };
    }
    scaledNumber() {
      const position = this.place(), parts = [];
      const large = () => parts.some((part) => part.big !== "");
      for (;;) {
        const number = numberOf(this.take()), word = this.token();
        let scale = word.kind === "word" ? scaleOf(word) : null;
        if (scale && scale.big === "조" && !scale.unit && this.token(1).kind !== "number") scale = null;
        if (!scale) {
          parts.push({ number, small: "", big: "" });
          return [scaled(parts, position), "", large()];
        }
        this.take();
        const isWon = scale.unit.startsWith("원"), kept = `${scale.small}${scale.big}원`;
        if (!parts.length && isWon && isMoney(kept)) return [number, kept, false];
        parts.push({ number, small: scale.small, big: scale.big });
        if (scale.unit || !this.isNext("number")) return [scaled(parts, position), isWon ? "원" : scale.unit, large()];
      }
    }
    words() {
      for (let found = "", end = -1; ; ) {
        const joins = this.isNext("·") && this.token(1).kind === "word" && found !== "";
        if (joins) this.take();
        if (!this.isNext("word")) return found;
        const word = this.take();
        found += (joins ? "·" : found && word.position > end ? " " : "") + word.text;
        end = word.end;
      }
    }
    skipBehind() {
      for (;;) {
        if (this.isNext("(") && ["word", "name", "other"].includes(this.token(1).kind)) this.skipBracket();
        else if (this.isNext("/") && this.token(1).kind === "word") {
          this.take();
          this.words();
        } else return;
      }
    }
    skipWords() {
      const begin = this.at;
      for (;;) {
        if (this.isNext("word") && this.token().text === "일식" && ["×", "·"].includes(this.token(1).kind)) break;
        if (this.isNext("word", "name") || (this.isNext("·", "/") && this.at > begin)) this.take();
        else if (this.isNext("(") && !this.hasNumberInside()) this.skipBracket();
        else break;
      }
      this.hasWords ||= this.at > begin;
      return this.at > begin;
    }
    closing() {
      let depth = 0;
      for (let place = this.at; place < this.tokens.length; place += 1) {
        depth += { "(": 1, ")": -1 }[this.tokens[place].kind] ?? 0;
        if (depth === 0) return place;
      }
      return this.tokens.length;
    }
    hasNumberInside() {
      return this.tokens.slice(this.at, this.closing()).some((one) => one.kind === "number" || one.text === "일식");
    }
    skipBracket() {
      const closed = this.closing();
      if (closed === this.tokens.length) throw new Unread("bracket", this.place());
      this.at = closed + 1;
    }
  }
  const afterLabel = (tokens) => {
    const at = tokens.findIndex((one) => one.kind === ":");
    if (at < 0) return 0;
    const before = tokens.slice(0, at), count = (kind) => before.filter((one) => one.kind === kind).length;
    const hasPrice = before.some((one, place) => place && one.kind === "word" && isMoney(one.text) && before[place - 1].kind === "number");
    const isLabel = !hasPrice && !["×", "+", "=", "△", "₩"].some(count) && count("(") === count(")");
    return isLabel ? at + 1 : 0;
  };
  const partsOf = (node) => {
    switch (node.is) {
      case "quantity": return [];
      case "negative": return [node.of];
      case "bracket": return [node.inside];
      default: return [node.first, ...node.others.map((one) => one.of)];
    }
  };
  const hasSign = (node) =>
    (node.is === "product" && node.others.some((one) => !one.divides))
    || (node.is === "sum" && node.others.some((one) => !one.isNegative))
    || (node.is === "bracket" && node.stated.length > 0) || partsOf(node).some(hasSign);
  const hasThousands = (node) => (node.is === "quantity" ? !isBelow(node.number, [SMALLEST, 1n]) : partsOf(node).some(hasThousands));
  const isAmount = (formula, reader) => {
    const hasSeparators = reader.tokens.some((one) => one.kind === "number" && one.text.includes(","));
    const saysSo = formula.stated.length || reader.tokens.length === 1 || hasSign(formula.node)
      || (hasSeparators && !reader.hasWords && hasThousands(formula.node));
    return saysSo && !isBelow(absolute(exact(formula.node)), [SMALLEST, 1n]);
  };
  const MEANT = ["amounts", "mixed", "zero"];
  const parsed = (text) => {
    const plain = plainFormula(text), points = (place) => Array.from(plain.slice(0, place)).length;
    if (points(plain.length) > LONGEST) throw new Unread("long", LONGEST);
    const tokens = tokensOf(plain);
    if (!tokens.some((one) => one.kind === "number")) return null;
    const reader = new Reader(tokens.slice(afterLabel(tokens)), plain.length);
    let formula, kind;
    try {
      [formula, kind] = reader.formula();
    } catch (unread) {
      if (!(unread instanceof Unread)) throw unread;
      if (!MEANT.includes(unread.reason) && !tokens.some((one) => ["×", "="].includes(one.kind))) return null;
      throw new Unread(unread.reason, points(unread.position));
    }
    if (kind === "count" || (kind === "plain" && !isAmount(formula, reader))) return null;
    if (isBelow([WON_LIMIT, 1n], absolute(exact(formula.node)))) throw new Unread("size", 0);
    return formula;
  };

  /* The one spelling. */
  const grouped = (digits) => digits.replace(/\B(?=(?:\d{3})+$)/g, ",");
  const decimalText = (number) => {
    const places = Number(placesOf(number));
    const digits = String((number[0] * 10n ** BigInt(places)) / number[1]).padStart(places + 1, "0");
    return places ? `${grouped(digits.slice(0, -places))}.${digits.slice(-places)}` : grouped(digits);
  };
  const quantityText = (one) => {
    const digits = decimalText(one.number);
    return digits + (isMoney(one.unit) && DOTTED.test(digits) ? "0" : "") + one.unit;
  };
  const statedText = (stated) => stated.map((one) => ` = ${one.isNegative ? "△" : ""}${quantityText(one.quantity)}`).join("");
  const factorText = (node) => (["sum", "product"].includes(node.is) ? `(${nodeText(node)})` : nodeText(node));
  const termText = (node) => (node.is === "sum" ? `(${nodeText(node)})` : nodeText(node));
  const nodeText = (node) => {
    switch (node.is) {
      case "quantity": return quantityText(node);
      case "negative": return node.of.is === "negative" ? `△(${nodeText(node.of)})` : `△${factorText(node.of)}`;
      case "bracket": return `(${nodeText(node.inside)}${statedText(node.stated)})${node.unit}`;
      case "product":
        return factorText(node.first) + node.others.map((one) => (one.divides ? "/" : "×") + factorText(one.of)).join("");
      default:
        return termText(node.first) + node.others.map((one) => ` ${one.isNegative ? "-" : "+"} ${termText(one.of)}`).join("");
    }
  };

  /* The verdict. */
  const isWithin = (result, figure, step) => {
    const away = product(sum(result, minus(figure)), [figure[0] < 0n ? -2n : 2n, 1n]);
    if (figure[0] === 0n) return isBelow(absolute(away), step);
    return !isBelow(away, minus(step)) && isBelow(away, step);
  };
  const outcomeOf = (node, stated, unit) => {
    const own = stated.quantity.unit, result = exact(node);
    const number = stated.isNegative ? minus(stated.quantity.number) : stated.quantity.number;
    const outcome = (size, step) => {
      const figure = product(number, size);
      return { holds: isWithin(result, figure, step), away: absolute(sum(figure, minus(result))) };
    };
    const places = 10n ** placesOf(number);
    if (own === "%" || (own && !isMoney(own)) || kindOf(node) === "count") {
      const size = fraction(1n, own === "%" ? 100n : 1n);
      return outcome(size, quotient(size, [places, 1n]));
    }
    const isThousands = (size) => (own === "" || own === "원") && size === places && number[1] === 1n && number[0] % THOUSAND === 0n;
    return (own ? [MONEY[own]] : [1n, THOUSAND, UNITS[unit]])
      .map((size) => outcome([size, 1n], isThousands(size) ? [THOUSAND, 1n] : fraction(size, places)))
      .sort((one, other) => other.holds - one.holds || (isBelow(one.away, other.away) ? -1 : 1))[0];
  };
  const outcomesOf = (node, unit) => [
    ...(node.is === "bracket" ? node.stated.map((one) => outcomeOf(node.inside, one, unit)) : []),
    ...partsOf(node).flatMap((one) => outcomesOf(one, unit)),
  ];
  const priceOf = (node) => {
    const parts = node.is === "product" ? [{ of: node.first, divides: false }, ...node.others] : [{ of: node, divides: false }];
    const wanted = parts.some((one) => kindOf(one.of) === "money") ? "money" : "plain";
    let at = -1;
    parts.forEach((one, place) => {
      if (one.divides || kindOf(one.of) !== wanted) return;
      if (at < 0 || isBelow(absolute(exact(parts[at].of)), absolute(exact(one.of)))) at = place;
    });
    if (at < 0) return null;
    const isNegative = parts[at].of.is === "negative", quantity = isNegative ? parts[at].of.of : parts[at].of;
    let counts = [isNegative ? -1n : 1n, 1n];
    parts.forEach((one, place) => {
      if (place !== at) counts = (one.divides ? quotient : product)(counts, exact(one.of));
    });
    if (quantity.is !== "quantity" || counts[0] === 0n) return null;
    const won = exact(quantity);
    return { won, places: placesOf(won), counts };
  };
  const isBackSolved = (price, amount) => {
    const isRound = price.won[1] === 1n && price.won[0] % 10n === 0n;
    if (!isBelow([1n, 1n], absolute(price.counts)) || isRound) return false;
    const scale = [10n ** price.places, 1n], over = product(absolute(quotient([amount, 1n], price.counts)), scale);
    const written = product(price.won, scale);
    return equal(written, [roundHalfUp(over), 1n]) || equal(written, [over[0] / over[1], 1n]);
  };
  const verdictOn = (formula, amount, unit) => {
    const result = exact(formula.node), price = priceOf(formula.node);
    const proposal = roundHalfUp(quotient(result, [THOUSAND, 1n])) * THOUSAND;
    const known = amount !== null && unit === "won" && amount % THOUSAND === 0n ? "thousand" : unit;
    const outcomes = [...formula.stated.map((one) => outcomeOf(formula.node, one, unit)), ...outcomesOf(formula.node, unit)];
    let fault = outcomes.every((one) => one.holds) ? "" : "stated";
    if (amount !== null && !isWithin(result, [amount, 1n], [UNITS[known], 1n])) fault = "amount";
    let verdict;
    if (fault) verdict = "broken";
    else if (amount === null) verdict = "open";
    else if (price && equal(absolute(price.counts), [1n, 1n]) && formula.node.is !== "sum") verdict = "lump-sum";
    else if (equal(result, [amount, 1n])) verdict = "exact";
    else verdict = price && isBackSolved(price, amount) ? "back-solved" : "rounding";
    let other = null;
    if (price && amount !== null && ["broken", "back-solved"].includes(verdict)) {
      const won = roundHalfUp(quotient([amount, 1n], price.counts));
      if (won > 0n && !equal([won, 1n], price.won)) other = { won, gives: product([won, 1n], price.counts) };
    }
    return { verdict, fault, result, proposal, remainder: sum(result, [-proposal, 1n]), price: other };
  };

  /* {kind: "words", verdict: "lump-sum"} | {kind: "unread", reason, position}
     | {kind: "formula", written, verdict, fault, result, proposal, remainder, price: {won, gives} | null}; won, the exact
     ones as [numerator, denominator]. */
  const read = (text, { unit = "won", amount = null } = {}) => {
    try {
      const formula = parsed(text);
      if (!formula) return { kind: "words", verdict: "lump-sum" };
      return { kind: "formula", written: nodeText(formula.node) + statedText(formula.stated), ...verdictOn(formula, amount, unit) };
    } catch (unread) {
      if (!(unread instanceof Unread)) throw unread;
      return { kind: "unread", reason: unread.reason, position: unread.position };
    }
  };
  window.ledgerFormula = Object.freeze({ read });
})();
