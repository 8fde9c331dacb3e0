"""A review, filters and the way back of what failed, all by clicks and keys beside a run at work."""
from browser import *


def current(it):
    return it.run('return review.item && !review.isTurning ? review.item.id : ""')


def ids(it):
    return it.run('return review.items.map(i => i.id)')


def toast(it, words):
    return it.run('return [...document.querySelectorAll(".toast")].filter(t => t.innerText.includes(arguments[0])).map(t => t.className)', words)


def choose(it, name, value):
    it.wait(lambda: it.run('return [...document.querySelectorAll(`[name=${arguments[0]}] option`)].some(o => o.value === arguments[1])', name, value),
            f'{value} to choose')
    it.click(f'[name={name}] option[value="{value}"]')


with page() as it:
    it.open()
    it.wait_text('Run at work', '#pulse')
    models = 'figure[data-key=models]'
    it.wait(lambda: it.driver.find_elements(By.CSS_SELECTOR, f'{models} .plot path, {models} .plot polyline'), 'a plot by model', 60)
    check('gpt-4o-mini' in it.text(models) and 'claude-haiku' in it.text(models), f'both models are named: {it.text(models)}')
    it.shot('models')

    # What failed is put back by a click; the provider refuses it so often and no more.
    it.open('failures')
    for _ in range(4):
        if not it.wait(lambda: it.driver.find_elements(By.CSS_SELECTOR, '[data-do=retry]'), 'something failed'):
            break
        it.click('[data-do=retry]')
        it.wait_text('each try costs money', 'dialog')
        it.click('dialog .main')
        it.wait(lambda: toast(it, '1 task put back. The run at work takes it up.'), 'it is put back')
        it.wait(lambda: it.run('return known.status.roles[0].failed === 0'), 'none failed at the moment')
        it.open('articles?' + 'text=a3')
        it.wait(lambda: it.run('return articles.page && articles.page.articles[0].id === "a3"'), 'the article')
        it.wait(lambda: it.run('''return get("api/articles", {text: "a3", limit: 1})
            .then(p => ["done", "failed"].includes(p.articles[0].roles[0].state))'''), 'its new try has ended')
        if it.run('return get("api/articles", {text: "a3", limit: 1}).then(p => p.articles[0].roles[0].state)') == 'done':
            break
        it.open('failures')
    check(it.run('return known.status.roles[0].failed') == 0, 'nothing is left failed')

    # The warnings first, and what they are.
    it.open('review')
    it.wait(lambda: it.run('return review.isComplete') and ids(it)[:1] == ['a5'], 'the one with warnings first')
    it.wait_text('warning', '.shelf [data-key=a5]')
    it.wait(lambda: current(it), 'a rewrite')
    it.click('.shelf [data-key=a5] button')
    it.wait(lambda: current(it) == 'a5', 'it is shown')
    check('These numbers of the article are missing' in it.text('.checks'), it.text('.checks'))
    it.shot('warnings')
    choose(it, 'model', 'anthropic/claude-haiku-4.5')
    # The article that the first model's provider refused went there as well.
    it.wait(lambda: 'a2' in ids(it) and set(ids(it)) <= {'a2', 'a3'}, 'what the other model did, alone')
    choose(it, 'model', '')
    choose(it, 'order', 'shorter')
    it.wait(lambda: ids(it)[:1] == ['a5'] and len(ids(it)) > 1, 'the shortest first')

    # What is read stays, while more is done.
    choose(it, 'order', 'input')
    it.wait(lambda: ids(it)[:1] == ['a1'], 'in order')
    it.wait(lambda: current(it) == 'a1', 'the first')
    # A letter chooses in the list of orders, as long as that is where one types.
    it.press(Keys.ESCAPE, 'a')
    it.wait(lambda: current(it) == 'a2', 'the second')
    total = it.run('return review.total')
    it.wait(lambda: it.run('return review.total') > total, 'more are listed', 60)
    check(current(it) == 'a2', 'the second is shown still')
    check(it.run('return review.items[review.place].id') == 'a2', 'and stands where it stood')
    it.press('s')
    it.wait(lambda: it.driver.find_elements(By.CSS_SELECTOR, 'dialog[open] select'), 'a model is asked for')
    attempt = it.run('return review.item.attempt')
    it.press(Keys.ENTER)
    it.wait(lambda: toast(it, 'Sent back.'), 'sent back')
    it.wait(lambda: it.run('return get("api/review/item", {role: "rewrite", id: "a2"}).then(i => i.attempt)') > attempt,
            'the run has asked for it again', 60)
    it.press('u')
    said = it.wait(lambda: toast(it, 'a2 waits for no new result any more; nothing was changed.'), 'it is too late')
    check(said == ['toast'], f'and no mistake: {said}')
    it.wait(lambda: it.run('return review.done.length') == 1, 'what is left to undo')
    it.press('u')
    it.wait(lambda: current(it) == 'a1' and it.run('return !review.item.verdict'), 'the first is not judged again')
    it.stayed()
    # The browser tells of every refusal; one was wanted.
    it.quiet(but='with a status of 409')
