"""What a browser and axe say of a page that is open: how wide it is, where the focus shows, which rules it breaks."""

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

COLOURS = {"runOnly": ["color-contrast"], "resultTypes": ["violations"]}

# One of each kind: what has the same classes, within parents of the same classes, is drawn by the same rules.
WITHOUT_A_RING = """() => {
    const can = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]';
    const said = ['outline', 'boxShadow', 'backgroundColor', 'borderColor', 'borderWidth', 'color', 'stroke', 'strokeWidth',
                  'textDecoration', 'visibility', 'display', 'opacity', 'clipPath'];
    const look = (e, pseudo) => { const s = getComputedStyle(e, pseudo); return said.map(n => s[n]).join(); };
    const near = e => [e, e.parentElement, e.nextElementSibling, ...(e.labels || []), ...e.children,
                       ...(e.closest('label') ? e.closest('label').children : [])].filter(Boolean);
    const seen = e => near(e).map(n => look(n, null) + look(n, '::before') + look(n, '::after')).join();
    const shown = e => e.getClientRects().length && !e.disabled && getComputedStyle(e).visibility === 'visible';
    const kinds = new Set();
    const kind = e => {
        const names = [e.type, e.children.length, ...e.getAttributeNames()];
        for (let n = e; n !== document.body; n = n.parentElement) names.push(n.localName, n.getAttribute('class'));
        return names.join();
    };
    const first = e => { const k = kind(e); return !kinds.has(k) && kinds.add(k); };
    return [...document.querySelectorAll(can)].filter(shown).filter(first).filter(e => {
        e.focus();
        if (document.activeElement !== e) return false;
        const lit = seen(e);
        e.blur();
        return lit === seen(e);
    }).map(e => e.outerHTML.slice(0, 120));
}"""
TOO_WIDE = """() => [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1
    && !e.closest('.tabs, .bar__nav, .table-box, .govuk-visually-hidden')).map(e => e.outerHTML.slice(0, 120)).slice(0, 5)"""

BROKEN = """options => axe.run(options).then(found =>
    found.violations.map(rule => [rule.id, rule.nodes.map(node => node.html.slice(0, 160))]))"""


def found_by_axe(page: Page, options: dict | None = None) -> list[list]:
    """The rules that are broken, and where. A document is given axe once."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    return page.evaluate(BROKEN, options or {"resultTypes": ["violations"]})
