"""A list of more results than are shown at once: whoever reads it keeps the place."""
from browser import *

total = int(sys.argv[3])


def current(it):
    return it.run('return review.item && !review.isTurning ? review.item.id : ""')


def ids(it):
    return it.run('return review.items.map(i => i.id)')


def turned(it, key, wanted):
    it.press(key)
    it.wait(lambda: current(it) == wanted, f'{wanted} after {key}')


with page() as it:
    it.open('review?order=input')
    it.wait(lambda: it.run('return review.isComplete && review.total') == total, 'all are read', 120)
    # Along the list: its part moves on with the reader, and never grows beyond its bound.
    last = 100
    while last < 900:
        it.wait(lambda: ids(it)[-1] == f'a{last}', f'as far as a{last}')
        it.run('return review.turn(review.items.length - 1)')
        it.wait(lambda: current(it) == f'a{last}', f'the last of them, a{last}')
        turned(it, 'j', f'a{last + 1}')
        last += 100
        check(len(ids(it)) <= 400, 'so many are shown')
    check(ids(it)[0] == f'a{last - 399}' and f'{last - 398 - 1:,} to {last:,} shown' in it.text('.shelf .some'), it.text('.shelf .some'))
    # Back again past its beginning.
    first = last - 399
    it.run('return review.turn(0)')
    it.wait(lambda: current(it) == f'a{first}', 'the first of the part')
    turned(it, 'k', f'a{first - 1}')
    check(len(ids(it)) <= 400 and f'a{first}' in ids(it), 'the part moved back')
    # Far down by the mouse, more than one answer holds; filled anew, it stays where it is.
    for _ in range(12):
        end = ids(it)[-1]
        if end == f'a{total}':
            break
        it.click('[data-do=later]')
        it.wait(lambda: ids(it)[-1] != end, 'more')
    far = f'a{total - 20}'
    it.run('return review.turn(review.items.findIndex(i => i.id === arguments[0]))', far)
    it.wait(lambda: current(it) == far, far)
    top = it.run('return document.querySelector(".shelf [aria-current]").getBoundingClientRect().top')
    for _ in range(2):
        it.run('return review.fill()')
        check(current(it) == far and it.run('return review.items[review.place].id') == far, 'it is read still')
    now = it.run('return document.querySelector(".shelf [aria-current]").getBoundingClientRect().top')
    check(abs(now - top) < 2, f'and stands where it stood: {top}, {now}')
    turned(it, 'j', f'a{total - 19}')
    turned(it, 'a', f'a{total - 18}')
    # What is looked for no more is left standing while it is read.
    it.open(f'review?order=input&verdict=none&id={far}')
    it.wait(lambda: current(it) == far, 'opened in its place')
    check(it.run('return review.start') > 0 and f'a{total - 21}' in ids(it), 'among its neighbours')
    it.press('a')
    after = it.wait(lambda: current(it) not in ('', far) and current(it), 'the next one')
    it.press('k')
    it.wait(lambda: current(it) == far, 'back to the one that is accepted')
    it.run('return review.fill()')
    check(current(it) == far and it.run('return review.items[review.place].id') == far, 'it stands still')
    turned(it, 'j', after)
    # What was left out of the list is said.
    it.run('Object.assign(review, {cutAfter: 100000}); show(review.draw())')
    check('These are the first 100,000 in the order they were queued' in it.text('.shelf .some'), it.text('.shelf .some'))
    it.shot('many')
    it.stayed()
    it.quiet()
