"""Opens report.html in headless Chromium and uses it as a reader would: report_page.py REPORT.html [SCREENSHOT_FOLDER].

Prints one JSON object: load time, charts, what filters, sorting and clicking did, requests beyond the file, and every error of the console.
"""
import base64
import json
import os
import subprocess
import sys
import tempfile
import time

FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--remote-debugging-pipe"]
PATIENCE_SECONDS = 30


class Browser:
    """Chromium's DevTools protocol over its pipe: JSON messages that end in a zero byte."""

    def __init__(self, profile):
        to_browser, self._write = os.pipe()
        self._read, from_browser = os.pipe()

        def as_three_and_four():
            os.dup2(to_browser, 13)
            os.dup2(from_browser, 14)
            os.dup2(13, 3)
            os.dup2(14, 4)

        self._process = subprocess.Popen(["/usr/bin/chromium", *FLAGS, f"--user-data-dir={profile}"], preexec_fn=as_three_and_four,
                                         close_fds=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(to_browser)
        os.close(from_browser)
        self._buffer, self._next, self._session = b"", 0, None
        self.events = []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]

    def call(self, method, **params):
        self._next += 1
        message = {"id": self._next, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._write, json.dumps(message).encode() + b"\0")
        while True:
            reply = self._receive()
            if reply.get("id") == self._next:
                if "error" in reply:
                    raise RuntimeError(f"{method}: {reply['error']}")
                return reply["result"]
            self.events.append(reply)

    def run(self, script):
        result = self.call("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in result:
            raise RuntimeError(f"{script}: {result['exceptionDetails']}")
        return result["result"].get("value")

    def wait_for(self, script):
        end = time.monotonic() + PATIENCE_SECONDS
        while not self.run(script):
            if time.monotonic() > end:
                raise RuntimeError(f"never came true: {script}; console: {list(errors_of(self.events))}")
            time.sleep(0.05)

    def close(self):
        self._session = None
        self.call("Browser.close")
        self._process.wait(PATIENCE_SECONDS)

    def _receive(self):
        while b"\0" not in self._buffer:
            chunk = os.read(self._read, 1 << 20)
            if not chunk:
                raise RuntimeError("Chromium ended")
            self._buffer += chunk
        line, self._buffer = self._buffer.split(b"\0", 1)
        return json.loads(line)


def open_page(browser, path, width, height, scale, scheme="light", media=""):
    browser.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=scale, mobile=width < 600)
    browser.call("Emulation.setEmulatedMedia", media=media, features=[{"name": "prefers-color-scheme", "value": scheme}])
    browser.call("Page.navigate", url="file://" + os.path.abspath(path))
    browser.wait_for("document.readyState === 'complete' && performance.getEntriesByType('navigation')[0].loadEventEnd > 0")


def draw_all(browser):
    browser.run("document.querySelectorAll('[data-chart]').forEach(c => c.offsetParent && c.scrollIntoView({behavior: 'instant'}))")
    for name in browser.run("[...document.querySelectorAll('[data-chart]')].filter(c => c.offsetParent).map(c => c.dataset.chart)"):
        browser.run(f"document.querySelector('[data-chart=\"{name}\"]').scrollIntoView({{behavior: 'instant'}})")
        browser.wait_for(f"document.querySelector('[data-chart=\"{name}\"]').dataset.drawn === 'true'")
    browser.run("scrollTo({top: 0, behavior: 'instant'})")


def errors_of(events):
    for event in events:
        method, params = event.get("method"), event.get("params", {})
        if method == "Runtime.exceptionThrown":
            yield params["exceptionDetails"].get("exception", {}).get("description", "exception")
        elif method == "Runtime.consoleAPICalled" and params["type"] in ("error", "warning"):
            yield str([a.get("value") for a in params["args"]])
        elif method == "Log.entryAdded" and params["entry"]["level"] == "error":
            yield params["entry"]["text"]


def toggle(browser, kind, value):
    browser.run(f"document.querySelector('.filters input[name={kind}][value={json.dumps(value)}]').click()")


def centred(browser, element):
    """Scrolls to an element and returns a point in it, once sections that the scrolling laid out have stopped moving it."""
    before, now = None, "never measured"
    while before != now:
        browser.run(element + ".scrollIntoView({block: 'center', behavior: 'instant'})")
        time.sleep(0.2)
        before, now = now, browser.run(f"(() => {{ const r = {element}.getBoundingClientRect(); return [r.x + r.width / 4, r.y + r.height / 4]; }})()")
    return now


def use(browser):
    found = {"loadMs": browser.run("performance.getEntriesByType('navigation')[0].loadEventEnd")}
    found["charts"] = browser.run("[...document.querySelectorAll('[data-chart]')].filter(c => c.querySelector('svg path')).length")
    found["chartPlaces"] = browser.run("document.querySelectorAll('[data-chart]').length")
    draw_all(browser)
    found["interactive"] = browser.run("document.querySelectorAll('[data-drawn]').length")
    layout = browser.run("document.querySelector('.filters input[name=layout]').value")
    shown = f"[...document.querySelectorAll('[data-chart=\"macro-f1-vs-bytes\"] svg text')].filter(t => t.textContent.startsWith({json.dumps(layout)})).length"
    rows = f"[...document.querySelectorAll('tr[data-layout]')].filter(r => !r.hidden && r.dataset.layout === {json.dumps(layout)}).length"
    found["labelsBefore"], found["rowsBefore"] = browser.run(shown), browser.run(rows)
    toggle(browser, "layout", layout)
    browser.wait_for(f"{shown} === 0")
    found["rowsFiltered"] = browser.run(rows)
    toggle(browser, "layout", layout)
    browser.wait_for(f"{shown} === {found['labelsBefore']}")
    found["rowsAfter"] = browser.run(rows)
    found["sorted"] = browser.run(
        "(() => { const t = document.querySelector('table'); const b = [...t.querySelectorAll('th.number button')][0]; const i = b.closest('th').cellIndex;"
        "b.click(); b.click(); const v = [...t.tBodies[0].rows].map(r => +r.cells[i].dataset.value); return v.every((x, k) => k === 0 || v[k - 1] >= x); })()")
    cell = "[...document.querySelectorAll('[data-chart=\"confusion\"] svg path[aria-roledescription=\"rect mark\"]')][0]"
    box = centred(browser, cell)
    browser.run("document.getElementById('example-list').replaceChildren()")
    for kind in ("mousePressed", "mouseReleased"):
        browser.call("Input.dispatchMouseEvent", type=kind, x=box[0], y=box[1], button="left", clickCount=1)
    browser.wait_for("document.querySelectorAll('.example').length > 0")
    found["examples"] = browser.run("document.querySelectorAll('.example .bars span').length")
    box = centred(browser, cell)
    browser.call("Input.dispatchMouseEvent", type="mouseMoved", x=box[0] - 2, y=box[1])
    browser.call("Input.dispatchMouseEvent", type="mouseMoved", x=box[0], y=box[1])
    browser.wait_for("document.querySelector('#vg-tooltip-element.visible') !== null")
    found["tooltip"] = browser.run("document.querySelector('#vg-tooltip-element').innerText")
    browser.run(cell + ".focus()")
    for key in ("ArrowDown", "ArrowRight", "Enter"):
        for kind in ("keyDown", "keyUp"):
            browser.call("Input.dispatchKeyEvent", type=kind, key=key)
    found["keyboard"] = browser.run("['true', 'predicted'].map(n => document.getElementById('example-' + n).selectedIndex)")
    return found


def photograph(browser, path, folder):
    os.makedirs(folder, exist_ok=True)
    for name, width, height, scale, scheme, media in (("laptop", 1280, 800, 1, "light", ""), ("laptop-dark", 1280, 800, 1, "dark", ""),
                                                      ("phone", 390, 844, 2, "light", ""), ("print", 794, 1123, 1, "light", "print")):
        open_page(browser, path, width, height, scale, scheme, media)
        # A photograph reaches beyond the window, where sections would not be painted.
        browser.run("document.head.append(Object.assign(document.createElement('style'), {textContent: 'main > * { content-visibility: visible !important; }'}))")
        draw_all(browser)
        time.sleep(0.3)
        size = browser.call("Page.getLayoutMetrics")["cssContentSize"]
        clip = {"x": 0, "y": 0, "width": width, "height": size["height"], "scale": 1}
        image = browser.call("Page.captureScreenshot", format="png", captureBeyondViewport=True, clip=clip)["data"]
        with open(os.path.join(folder, name + ".png"), "wb") as file:
            file.write(base64.b64decode(image))


def main():
    path = sys.argv[1]
    with tempfile.TemporaryDirectory() as profile:
        browser = Browser(profile)
        try:
            found = visit(browser, path)
        finally:
            browser.close()
    print(json.dumps(found))


def visit(browser, path):
    for domain in ("Page", "Runtime", "Log", "Network"):
        browser.call(domain + ".enable")
    open_page(browser, path, 1280, 800, 1)
    found = use(browser)
    addresses = [e["params"]["request"]["url"] for e in browser.events if e.get("method") == "Network.requestWillBeSent"]
    found["requests"] = [a[:80] for a in addresses if not a.startswith(("data:", "file:"))]
    found["errors"] = list(errors_of(browser.events))
    if len(sys.argv) > 2:
        photograph(browser, path, sys.argv[2])
    return found


if __name__ == "__main__":
    main()
