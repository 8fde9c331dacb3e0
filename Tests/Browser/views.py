"""Every view in light and dark and on a phone: accessible, none wider than the window."""
from browser import *

for name, size, dark in (('light', WIDE, False), ('dark', WIDE, True), ('phone', PHONE, False), ('phone-dark', PHONE, True)):
    with page(size, dark) as it:
        for place, words in (('', 'Over time'), ('articles', 'Previous'), ('failures', 'again'), ('review', 'Before')):
            it.open(place)
            it.wait_text(words)
            it.accessible(f'{place or "overview"}, {name}')
            it.shot(f'{place or "overview"}-{name}')
        one = it.run('return review.item.id')
        it.open('article?' + it.run('return new URLSearchParams({id: arguments[0]}).toString()', one))
        it.wait_text('The article')
        it.accessible(f'article, {name}')
        it.shot(f'article-{name}')
        # From the address bar the first stop leads past the views.
        it.run('document.activeElement.blur(); scrollTo(0, 0)')
        it.press(Keys.TAB)
        check(it.run('return document.activeElement.innerText') == 'Skip to the content', 'the first stop')
        it.press(Keys.ENTER)
        check(it.run('return document.activeElement.id') == 'main', 'past the views')
        it.stayed()
        it.quiet()
