"""A run at work: the page follows it, pauses it and lets it go on."""
from browser import *


def done(it):
    return it.run('return known.status ? known.status.roles.reduce((n, r) => n + r.done, 0) : 0')


with page() as it:
    it.open()
    it.wait_text('Run at work', '#pulse')
    it.wait(lambda: done(it) > 3, 'articles are done')
    before = done(it)
    it.wait(lambda: done(it) > before, 'more are done, untouched')
    it.wait(lambda: it.driver.find_elements(By.CSS_SELECTOR, '.plot path'), 'plots')
    it.shot('live')
    it.accessible('live')
    it.click('[data-do=pause]')
    it.wait_text('Paused: the queue')
    it.wait_text('Run at work, 0 of', '#pulse')
    at_rest = done(it)
    it.shot('paused')
    it.accessible('paused')
    time.sleep(1.2)  # A look later nothing more is done.
    check(done(it) == at_rest, 'nothing is done in a pause')
    it.click('[data-do=resume]')
    it.wait(lambda: 'Paused: the queue' not in it.text(), 'the pause is over')
    it.wait(lambda: done(it) > at_rest, 'more is done')
    it.stayed()
    it.quiet()
