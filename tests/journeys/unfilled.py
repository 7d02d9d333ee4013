"""Forms sent with nothing in them: which of a page's forms cannot be, what they answer, and what axe says of that.

Sent past every script, as a browser without any would send them. A form that asks for nothing it must have would be
saved, and is left alone.
"""

from playwright.sync_api import Page

ASKING = """() => [...document.querySelectorAll('main form[method=post]')].map((form, at) => {
    const legend = e => e.closest('fieldset')?.querySelector('legend');
    const asked = e => (['radio', 'checkbox'].includes(e.type) ? legend(e) : e.labels?.[0])?.textContent || '';
    const canBeLeft = e => e.tagName !== 'SELECT' || [...e.options].some(o => o.value === '');
    const must = [...form.elements].filter(e => e.name && canBeLeft(e)
        && !['hidden', 'submit', 'button', 'fieldset'].includes(e.type)
        && !e.closest('.govuk-radios__conditional, .govuk-checkboxes__conditional')
        && asked(e).trim() && !/\\(optional\\)/.test(asked(e)));
    return {at, action: new URL(form.action).pathname, fields: [...new Set(must.map(e => e.name))]};
}).filter(form => form.fields.length)"""

SEND = """at => {
    const form = document.querySelectorAll('main form[method=post]')[at];
    for (const e of form.elements) {
        if (['radio', 'checkbox'].includes(e.type)) e.checked = false;
        else if (e.tagName === 'SELECT') { if ([...e.options].some(o => o.value === '')) e.value = ''; }
        else if (!['hidden', 'submit', 'button', 'fieldset'].includes(e.type)) e.value = '';
    }
    HTMLFormElement.prototype.submit.call(form);
}"""

MAY_BE_EMPTY = {"map_done": "nobody need come closer", "offers": "nothing need go anywhere"}
"""Pages whose form may be sent with nothing in it though no field says so, each with why."""


def asking(page: Page) -> list[dict]:
    """The forms of a page that ask for something they must have: where they stand, where they go, what they ask."""
    return page.evaluate(ASKING)


def sent_unfilled(page: Page, form: dict) -> int:
    """Send one of them with nothing in it; the status of the answer, which the page then shows (303 where it was saved)."""
    with page.expect_navigation() as moved:
        page.evaluate(SEND, form["at"])
    answer = moved.value
    return 303 if answer.request.redirected_from else answer.status
