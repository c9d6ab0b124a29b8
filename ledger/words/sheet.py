"""The words of the sheet: every text that static/ledger/sheet/ shows or says, in the reader's language.

A place in braces, '{count}', is filled by the sheet. Words of one matter stand together.
"""

from django.utils.translation import gettext as _


def sheet_words(title: str) -> dict[str, str]:
    """Key -> text; `title` is what the sheet is called: '산출근거'."""
    return {
        "title": title,
        **around_words(),
        **key_words(),
        **cell_words(),
        **row_words(),
        **paste_words(),
        **saving_words(),
        **conflict_words(),
    }


def around_words() -> dict[str, str]:
    """Heading, buttons, units, sums."""
    return {
        "how": _(
            "A table to type in. Arrow keys go from cell to cell, typing replaces, F2 changes. "
            "Escape and then Tab leaves the table. A question mark lists all keys."
        ),
        "number": _("Row"),
        "total": _("Total"),
        "required": _("must be filled in"),
        "won": _("won"),
        "thousand": _("thousand won"),
        "unit_group": _("Unit of entry"),
        "unit_now": _("Amounts are now shown and typed in {unit}."),
        "rows_group": _("Rows"),
        "save_group": _("Saving"),
        "do_add": _("Add a row"),
        "do_duplicate": _("Duplicate"),
        "do_remove": _("Delete the rows"),
        "do_move_up": _("Move up"),
        "do_move_down": _("Move down"),
        "do_fill": _("Fill down"),
        "do_undo": _("Undo"),
        "do_redo": _("Redo"),
        "do_help": _("Keys"),
        "do_preview": _("What will change"),
        "do_save": _("Save"),
        "close": _("Close"),
        "cancel": _("Cancel"),
        "unsaved": _("Not saved"),
        "selected": _("{rows} rows × {columns} columns chosen, sum {sum}"),
        "preview_heading": _("What saving will change"),
        "preview_nothing": _("No total, tie or explanation changes."),
    }


def key_words() -> dict[str, str]:
    """What each key does."""
    return {
        "help_title": _("Keys of the table"),
        "key_move": _("go from cell to cell"),
        "key_range": _("choose a range"),
        "key_tab": _("to the next cell; with Shift to the one before"),
        "key_enter": _(
            "to the next row, after Tab to where the row was begun; in a new row to one more; with Shift to the"
            " one above"
        ),
        "key_home": _("to the first cell of the row; End to the last"),
        "key_first": _("to the first row; with End to the last"),
        "key_page": _("a screen down; PageUp a screen up"),
        "key_edit": _("change what stands in the cell, or choose"),
        "key_escape": _("take back what is being typed"),
        "key_leave": _("leave the table"),
        "key_formula": _("in an amount: take what the formula gives"),
        "key_tick": _("tick or untick"),
        "key_clear": _("empty the chosen cells"),
        "key_all": _("choose all cells"),
        "key_copy": _("copy; with X cut"),
        "key_paste": _("paste, also from Excel and Hancell"),
        "key_fill": _("fill down"),
        "key_undo": _("undo"),
        "key_redo": _("redo"),
        "key_add": _("add a row"),
        "key_remove": _("delete the chosen rows"),
        "key_row_move": _("move the chosen rows up; with ↓ down"),
        "key_save": _("save"),
        "key_help": _("these keys"),
        "leaving": _("Tab now leaves the table."),
    }


def cell_words() -> dict[str, str]:
    """What a cell says of what was typed."""
    return {
        "blank": _("blank"),
        "cell_name": _("Row {row}, {column}"),
        "row_name": _("Row {row}"),
        "choices": _("Choices"),
        "more_choices": _("{count} more: type to narrow them down"),
        "cell_fixed": _("This cell cannot be changed here."),
        "sheet_fixed": _("This table cannot be changed now."),
        "cells_fixed": _("{count} cells cannot be changed and stay as they are."),
        "problem_number": _("Type an amount such as 1,234, △1,234 or 1,234천원."),
        "problem_grouping": _("Commas stand after every three digits: 1,234,567."),
        "problem_fraction": _("The amount is no whole number of won."),
        "problem_size": _("The amount is larger than 1,000 trillion won."),
        "problem_whole": _("Type a whole number."),
        "problem_flag": _("Type O or leave it blank."),
        "problem_longest": _("The text is longer than {longest} characters."),
        "problem_choice": _("Nothing is called “{text}”: choose from the list."),
        "problem_several": _("Several are called “{text}”: choose one from the list."),
        "ask_thousandfold": _("{before} becomes {after}: a thousandfold difference. Is the unit right?"),
        "ask_sign": _("{before} becomes {after}: is the △ missing?"),
        "answer_as_typed": _("As typed: {amount}"),
        "answer_proposed": _("Change to {amount}"),
        "answer_back": _("Back to {amount}"),
        "formula_gives": _("The formula gives {amount}."),
        "formula_take": _("Take {amount}"),
        "formula_leave": _("Leave the amount"),
        "all_as_typed": _("All as typed"),
        "notes": _("Cells to look at"),
        "notes_count": _("Cells to look at: {count}"),
        "notes_more": _("and {count} more"),
        "note_seen": _("Seen"),
        "all_seen": _("All seen"),
    }


def row_words() -> dict[str, str]:
    """What is done with rows."""
    return {
        "no_group": _("not chosen yet"),
        "removed_row": _("A deleted row"),
        "no_rows_added": _("No rows can be added here."),
        "row_added": _("Row {row} was added."),
        "row_regrouped": _("The row now stands with its own group."),
        "rows_duplicated": _("{count} rows were duplicated."),
        "rows_removed": _("{count} rows were deleted; Ctrl+Z brings them back."),
        "rows_moved": _("{count} rows were moved; the first is now row {row}."),
        "rows_taken_back": _("{count} changes were taken back; Ctrl+Z brings them back."),
        "rows_carried": _(
            "These rows are of the budget so far. To end one, type 0 as the amount after the change."
        ),
        "rows_in_order": _("The rows stand in the order of the budget so far."),
        "move_in_group": _(
            "A row moves within its group only. To put it elsewhere, change what it is grouped by."
        ),
        "cleared": _("{count} cells were emptied."),
        "filled": _("{count} cells were filled."),
        "undone": _("Undone."),
        "redone": _("Done again."),
        "nothing_to_undo": _("There is nothing to undo."),
        "nothing_to_redo": _("There is nothing to do again."),
    }


def paste_words() -> dict[str, str]:
    """What was copied and pasted."""
    return {
        "copied": _("{rows} rows × {columns} columns were copied."),
        "pasted": _("{rows} rows, {cells} cells were pasted."),
        "pasted_heading": _("The heading row was read and left out."),
        "pasted_totals": _("{count} rows of totals or (x) amounts were left out."),
        "pasted_added": _("{count} rows were added."),
        "pasted_refused": _("{count} cells were not taken: they are listed below."),
        "pasted_unnamed": _("{count} cells belong to no column of this table and were left out."),
        "pasted_over": _("{count} cells run over the end of the table and were left out."),
        "refused_cell": _("“{text}” was not taken. {sentence}"),
        "refused_fixed": _("“{text}” was not taken: this cell cannot be changed here."),
    }


def saving_words() -> dict[str, str]:
    """What became of a save, and of what was typed and not saved."""
    return {
        "saving": _("Saving…"),
        "saved": _("Saved."),
        "nothing_to_save": _("Nothing has changed."),
        "answer_first": _("Nothing was sent: {count} cells must be looked at first."),
        "refused": _("Nothing was saved: please correct the cells that are listed ({count})."),
        "unreached": _(
            "The ledger cannot be reached: nothing was saved. "
            "All that you typed is still here; save again in a moment."
        ),
        "not_signed_in": _(
            "You are no longer signed in: nothing was saved. All that you typed is still here."
        ),
        "too_much": _("Nothing was saved: that is too much at once. Save in smaller parts."),
        "failed": _("Nothing was saved: the ledger could not answer. All that you typed is still here."),
        "sign_in_title": _("Sign in again"),
        "sign_in": _(
            "You are no longer signed in, so nothing was saved yet. "
            "All that you typed is still here: sign in, and it is sent as it is."
        ),
        "sign_in_go": _("Sign in and go on"),
        "sign_in_wrong": _("The user name or the password is not right."),
        "username": _("User name"),
        "password": _("Password"),
        "draft_offer": _("Something was typed here at {time} and not saved."),
        "draft_take": _("Take it over"),
        "draft_drop": _("Throw it away"),
        "draft_taken": _("What was typed is back in its cells; it is not saved yet."),
        "draft_differs": _("Somebody has changed these meanwhile (what stands in the ledger): {cells}."),
        "draft_gone": _("{count} rows have been deleted meanwhile; what was typed there is not taken over."),
    }


def conflict_words() -> dict[str, str]:
    """What another has stored meanwhile."""
    return {
        "conflicts": _(
            "Nothing was saved: another person has changed {count} of these cells. Choose which stays, then save again."
        ),
        "conflict_cell": _("{who} {at}: {theirs}. Mine: {mine}."),
        "conflict_gone": _("{who} {at}: this row was deleted."),
        "conflict_removed": _("{who} {at}: this row was changed, and you delete it."),
        "take_mine": _("Mine: {text}"),
        "take_theirs": _("Theirs: {text}"),
        "all_mine": _("All mine"),
        "all_theirs": _("All theirs"),
        "keep_mine": _("Keep mine as a new row"),
        "let_go": _("Let the row go"),
        "remove_anyway": _("Delete it all the same"),
        "keep_theirs": _("Bring the row back"),
    }
