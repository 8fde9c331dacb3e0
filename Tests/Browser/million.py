"""A queue of very many articles: paged to and fro, and found by id and by title."""
from browser import *

total = int(sys.argv[3])


def rows(it):
    return it.run('return articles.page ? articles.page.articles.map(a => a.id) : []')


with page() as it:
    it.open('articles')
    first = it.wait(lambda: rows(it), 'articles')
    check(len(first) == 50 and first[0] == 'a1', f'the first fifty: {first[:3]}')
    it.click('[data-do=page][data-after]')
    it.wait(lambda: rows(it)[:1] == ['a51'], 'the next fifty')
    it.click('[data-do=page][data-before]')
    it.wait(lambda: rows(it) == first, 'and back')
    it.press('/')
    it.wait(lambda: it.run('return document.activeElement.id') == 'find', 'the search')
    it.press(f'a{total}')
    it.wait(lambda: rows(it)[:1] == [f'a{total}'], 'the last one, by its id')
    it.run('document.getElementById("find").select()')
    it.press(f't{total - 1}')
    it.wait(lambda: rows(it) == [f'a{total - 1}'], 'the one before, by its title', 120)
    it.press(Keys.ESCAPE, 'j')
    it.wait(lambda: it.run('return document.activeElement.dataset.item') is not None, 'the first row')
    it.press(Keys.ENTER)
    it.wait_text('The article')
    figures = {}
    for name, path in (('status', 'api/status'), ('articles', 'api/articles?limit=50'), ('page', ''),
                       ('search', f'api/articles?text=a{total}'), ('failures', 'api/failures')):
        taken = it.driver.execute_async_script('''
            const [path, done] = arguments, times = [];
            (async () => {
              for (let n = 0; n < 11; n++) {
                const start = performance.now();
                await (await fetch(here + path)).text();
                times.push(performance.now() - start);
              }
              done(times.sort((a, b) => a - b)[5]);
            })();''', path)
        figures[name] = round(taken, 1)
    figures.update(it.painted(f'{total:,} articles'))
    it.stayed()
    print(json.dumps(figures))
