"""Articles and answers that try to run, load, leave, hide or turn round: nothing of it happens."""
from browser import *

THEIRS = ('script, img, iframe, object, embed, form, input, button, style, link, video, audio, svg, math, base, '
          'a, [onerror], [onload], [onclick], [onmouseover], [style], [id], [class*=evil], [href], [src]')

with page() as it:
    ids = None
    for place in ('articles', 'failures', ''):
        it.open(place)
        it.wait_text('Articles' if place == 'articles' else 'Failures' if place else 'Overview')
        it.stayed()
    it.open('articles')
    it.wait_text('<script>', seconds=20)
    ids = it.run('return articles.page.articles.map(a => a.id)')
    check('\u202e' not in it.text() and '<U+202E>' in it.text(), 'marks that turn text round are shown')
    check('\x1b' not in it.text() and '\u241b' in it.text(), 'escapes are shown')
    for one in ids:
        it.open('article?' + it.run('return new URLSearchParams({id: arguments[0]}).toString()', one))
        it.wait_text('The article')
        it.stayed()
        it.open('review?' + it.run('return new URLSearchParams({id: arguments[0]}).toString()', one))
        it.wait(lambda: it.run('return review.item && review.item.id') == one, f'{one} in review')
        for key in ('', 'd', 'd', 'v', 'v'):
            if key:
                it.press(key)
            theirs = it.run(f'return [...document.querySelectorAll(".drawn")].flatMap(d => [...d.querySelectorAll("{THEIRS}")])'
                            '.map(n => n.outerHTML)')
            check(not theirs, f'{one}: elements of theirs: {theirs}')
            it.stayed()
        check(it.run('return window.hacked') is None, f'{one}: nothing of theirs ran')
        check(it.run('return document.querySelectorAll("script").length') == 1, 'the page\'s own script alone')
        check(it.run('return document.title').endswith('batch'), 'the title is the page\'s')
    it.shot('hostile')
    it.accessible('hostile')
    time.sleep(0.5)  # A request that was begun would be under way by now.
    it.stayed()
