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
    whole = 0
    for one in ids:
        it.open('article?' + it.run('return new URLSearchParams({id: arguments[0]}).toString()', one))
        it.wait_text('The article')
        it.stayed()
        it.open('review?' + it.run('return new URLSearchParams({id: arguments[0]}).toString()', one))
        it.wait(lambda: it.run('return review.item && review.item.id') == one, f'{one} in review')
        # Of a text that keeps the parser too busy there is the source alone.
        drawn = it.run('return [review.item.before, review.item.after].filter(t => t.rendered !== undefined).length')
        whole += drawn == 2
        for key, isDrawn in (('', True), ('d', False), ('d', True), ('v', False), ('v', True)):
            if key:
                it.press(key)
            it.wait(lambda: it.run('return document.querySelectorAll(".drawn").length') == (drawn if isDrawn else 0),
                    f'{one}: {drawn} texts drawn: {isDrawn}')
            theirs = it.run(f'return [...document.querySelectorAll(".drawn")].flatMap(d => [...d.querySelectorAll("{THEIRS}")])'
                            '.map(n => n.outerHTML)')
            check(not theirs, f'{one}: elements of theirs: {theirs}')
            it.stayed()
        check(it.run('return window.hacked') is None, f'{one}: nothing of theirs ran')
        scripts = it.run('return [...document.scripts].map(s => s.type)')
        check(scripts == ['application/json', ''], f'the page\'s own script alone, beside what it showed first: {scripts}')
        check(it.run('return document.title').endswith('batch'), 'the title is the page\'s')
    check(whole >= len(ids) - 1 > 3, f'texts that were drawn: {whole} of {len(ids)}')
    it.shot('hostile')
    it.accessible('hostile')
    time.sleep(0.5)  # A request that was begun would be under way by now.
    it.stayed()
    it.quiet()
