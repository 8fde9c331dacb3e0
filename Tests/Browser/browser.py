"""The page in headless Chromium, for the scripts beside this one.

Each script is given the page's address, and a folder for its screenshots; it ends with 0, or says
on standard error what was not as it should be.
"""
import contextlib
import json
import os
import sys
import time

import axe_playwright_python
from selenium import webdriver
from selenium.common.exceptions import NoAlertPresentException, StaleElementReferenceException
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

URL, SHOTS = sys.argv[1], sys.argv[2]
WIDE, PHONE = (1280, 900), (390, 844)
AXE = os.path.join(os.path.dirname(axe_playwright_python.__file__), 'axe.min.js')


def check(truth, words):
    if not truth:
        sys.exit(f'not so: {words}')


def tool(*names):
    return next(name for name in names if os.path.exists(name))


class Page:
    def __init__(self, size=WIDE, dark=False):
        options = webdriver.ChromeOptions()
        options.binary_location = tool('/usr/bin/chromium', '/usr/bin/chromium-browser')
        for argument in ('--headless=new', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage',
                         '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
                         f'--window-size={size[0]},{size[1]}'):
            options.add_argument(argument)
        options.set_capability('goog:loggingPrefs', {'performance': 'ALL', 'browser': 'ALL'})
        self.driver = webdriver.Chrome(options=options, service=Service(tool('/usr/bin/chromedriver')))
        self.size = size
        self.emulate(size, dark)
        self.requests = []

    def emulate(self, size, dark):
        command = self.driver.execute_cdp_cmd
        command('Emulation.setDeviceMetricsOverride',
                {'width': size[0], 'height': size[1], 'deviceScaleFactor': 1, 'mobile': size == PHONE})
        command('Emulation.setEmulatedMedia',
                {'features': [{'name': 'prefers-color-scheme', 'value': 'dark' if dark else 'light'}]})

    def open(self, place=''):
        self.driver.get('about:blank')
        self.driver.get(f'{URL}#/{place}')

    def run(self, script, *arguments):
        return self.driver.execute_script(script, *arguments)

    def text(self, selector='main'):
        return self.run('const n = document.querySelector(arguments[0]); return n ? n.innerText : ""', selector)

    def wait(self, what, words, seconds=30):
        """Until it is so; what it returns."""
        end = time.monotonic() + seconds
        while True:
            with contextlib.suppress(StaleElementReferenceException):
                answer = what()
                if answer:
                    return answer
            if time.monotonic() > end:
                sys.exit(f'not within {seconds} s: {words}\n--- the page says:\n{self.text("body")}\n'
                         f'--- the console says:\n{self.console()}')
            time.sleep(0.02)

    def wait_text(self, text, selector='main', seconds=30):
        self.wait(lambda: text in self.text(selector), f'"{text}" in {selector}', seconds)

    def press(self, *keys):
        webdriver.ActionChains(self.driver).send_keys(*keys).perform()

    def click(self, selector):
        self.wait(lambda: self.driver.find_elements(By.CSS_SELECTOR, selector), selector)[0].click()

    def shot(self, name):
        """The whole view, not higher than four screens."""
        height = min(self.run('return document.documentElement.scrollHeight'), 4 * self.size[1])
        override = self.driver.execute_cdp_cmd
        metrics = {'width': self.size[0], 'deviceScaleFactor': 1, 'mobile': self.size == PHONE}
        override('Emulation.setDeviceMetricsOverride', {**metrics, 'height': height})
        self.driver.save_screenshot(os.path.join(SHOTS, f'{name}.png'))
        override('Emulation.setDeviceMetricsOverride', {**metrics, 'height': self.size[1]})

    def accessible(self, name):
        """No violation of the rules of axe-core, and nothing that has to be scrolled sideways."""
        with open(AXE, encoding='utf-8') as file:
            source = file.read()
        # Through the inspector, which no policy of the page binds.
        self.driver.execute_cdp_cmd('Runtime.evaluate', {'expression': source})
        result = self.driver.execute_async_script('axe.run(document).then(arguments[0], e => arguments[0](String(e)))')
        check(isinstance(result, dict), f'{name}: axe-core ended with {result}')
        check(result['testEngine']['version'].startswith('4.'), 'axe-core 4')
        found = [(v['id'], v['impact'], v['nodes'][0]['target'], v['nodes'][0].get('failureSummary'))
                 for v in result['violations']]
        check(not found, f'{name}: {json.dumps(found, indent=1)}')
        wide = self.run('return document.documentElement.scrollWidth - document.documentElement.clientWidth')
        check(wide <= 0, f'{name}: {wide} pixels wider than the window')

    def painted(self, words, times=7):
        """Milliseconds from the navigation to the first paint, and to the one that shows the words; the median."""
        self.driver.execute_cdp_cmd('Page.addScriptToEvaluateOnNewDocument', {'source': f"""
            const look = () => {{
              const main = document.getElementById('main');
              if (!main || !main.textContent.includes({json.dumps(words)})) return requestAnimationFrame(look);
              requestAnimationFrame(() => setTimeout(() => window.paintedAt = performance.now()));
            }};
            requestAnimationFrame(look);"""})
        firsts, wholes = [], []
        for _ in range(times):
            self.open()
            wholes.append(self.wait(lambda: self.run('return window.paintedAt'), words))
            first = 'return performance.getEntriesByName("first-contentful-paint").map(e => e.startTime)[0]'
            firsts.append(self.wait(lambda: self.run(first), 'the first paint'))
        return {'firstPaint': round(sorted(firsts)[times // 2], 1), 'painted': round(sorted(wholes)[times // 2], 1)}

    def console(self):
        return '\n'.join(line['message'] for line in self.driver.get_log('browser'))

    def quiet(self, but=None):
        """Neither a mistake of the page's own nor anything that its policy had to refuse; `but` lines with these words."""
        said = '\n'.join(line for line in self.console().splitlines() if not (but and but in line))
        check(not said, f'the console is silent:\n{said}')

    def sent(self):
        """The addresses of all requests so far."""
        for line in self.driver.get_log('performance'):
            message = json.loads(line['message'])['message']
            if message['method'] == 'Network.requestWillBeSent':
                self.requests.append(message['params']['request']['url'])
        return self.requests

    def stayed(self):
        """No request went elsewhere, nothing asked the user, no window was opened."""
        elsewhere = [url for url in self.sent() if not url.startswith((URL, 'data:', 'about:'))]
        check(not elsewhere, f'requests to {elsewhere}')
        try:
            sys.exit(f'an alert: {self.driver.switch_to.alert.text}')
        except NoAlertPresentException:
            pass
        check(len(self.driver.window_handles) == 1, 'one window')
        check(self.driver.current_url.startswith(URL), f'the page is at {self.driver.current_url}')

    def close(self):
        self.driver.quit()


@contextlib.contextmanager
def page(size=WIDE, dark=False):
    opened = Page(size, dark)
    try:
        yield opened
    finally:
        opened.close()
