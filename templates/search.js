// Search over the facts of one language. `find` is the matching, `page` what readers see; nothing is fetched before a reader searches.

const MOST = 50 // results that are shown
const EXACT = 4, BEGUN = 3, SIMILAR = 2, AKIN = 1 // how near a word is to what was typed
const NUMBER = /^\p{Nd}+$/u

// As onrecord/locale/_searching.py folds words.
export function words(text, letters) {
  const plain = text.normalize('NFKD').toLowerCase().replace(/\p{M}/gu, '')
    .replace(/(\p{L})['’\u02bc](?=\p{L})/gu, '$1').replace(/(\p{Nd})[\s.,٬'’\u02bc](?=\p{Nd}{3}(?!\p{Nd}))/gu, '$1')
  return (plain.match(/[\p{L}\p{N}]+/gu) ?? []).map(word => [...word].map(letter => letters[letter] ?? letter).join(''))
}

const shared = (one, other) => {
  let length = 0
  while (length < one.length && one[length] === other[length]) length++
  return length
}
// uwolnien, uwolnion, uwoln
const akin = (one, other) => shared(one, other) > 4 && Math.max(one.length, other.length) - shared(one, other) < 4

// Words that begin as a word does which nobody wrote: uwolniono, uwolnionych.
function similar(word, groups) {
  let best = Math.max(4, word.length - 4), found = []
  for (const group of groups) {
    const length = Math.max(...group.words.filter(other => other.length <= shared(word, other) + 4).map(other => shared(word, other)), 0)
    if (length > best) found = []
    if (length >= best) [best, found] = [length, [...found, group]]
  }
  return found
}

// Entry -> how well it answers one word.
function answers(word, groups) {
  const near = new Map()
  const add = (some, worth) => some.forEach(group => near.has(group) || near.set(group, worth))
  const exact = groups.filter(group => group.words.includes(word))
  add(exact, EXACT)
  if (!NUMBER.test(word)) {
    if (word.length > 1) add(groups.filter(group => group.words.some(other => other.startsWith(word))), BEGUN)
    if (!near.size) add(similar(word, groups), SIMILAR)
    const stems = (exact.length ? exact : word.length > 4 ? [...near.keys()] : []).flatMap(group => group.stems)
    add(groups.filter(group => group.stems.some(one => stems.some(other => akin(one, other)))), AKIN)
  }
  const found = new Map()
  for (const [{places}, worth] of near)
    for (let at = 0; at < places.length; at += 2) found.set(places[at], Math.max(found.get(places[at]) ?? 0, worth * places[at + 1]))
  return found
}

// The numbers of the entries that answer every word, best first; words of one or two letters ("w", "EU") only help to rank.
// `load` gives the groups of one file of words.
export async function find(typed, {starts, letters}, load) {
  const asked = words(typed, letters)
  const must = asked.filter(word => word.length > 2 || NUMBER.test(word))
  const scores = new Map()
  for (const [turn, word] of [...(must.length ? must : asked), ...(must.length ? asked : [])].entries()) {
    const from = word.slice(0, 3), to = from + '\uffff'
    const files = starts.flatMap((start, number) => start <= to && !(starts[number + 1] <= from) ? [number] : [])
    const found = answers(word, (await Promise.all(files.map(load))).flat())
    if (!turn) found.forEach((score, entry) => scores.set(entry, score))
    else for (const [entry, score] of scores) {
      if (!found.has(entry) && turn < must.length) scores.delete(entry)
      else scores.set(entry, score + (found.get(entry) ?? 0))
    }
  }
  return [...scores].sort(([one, a], [other, b]) => b - a || one - other).map(([entry]) => entry)
}

export const read = groups => groups.map(([stems, words, places]) => ({stems: stems.split(' '), words: words.split(' '), places}))

function page(box) {
  const [form, status, results] = ['form', '[role=status]', 'ol'].map(name => box.querySelector(name))
  const settings = JSON.parse(form.dataset.search), input = form.elements.q, lists = document.querySelectorAll('section.facts')
  const files = new Map()
  const get = async name => {
    const answer = await fetch(`../search/${name}.json`)
    if (!answer.ok) throw Error(name)
    return answer.json()
  }
  const once = (name, make = it => it) => {
    if (!files.has(name)) files.set(name, get(name).then(make).catch(error => { files.delete(name); throw error }))
    return files.get(name)
  }
  const say = (key, values = {}) => {
    status.textContent = key && form.dataset[key].replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all)
  }
  const show = (found, searching) => {
    results.replaceChildren(...found.map(([address, title, about]) => {
      const line = document.createElement('li'), link = document.createElement('a'), text = document.createElement('p')
      link.href = address
      link.textContent = title
      text.textContent = about
      line.append(link, text)
      return line
    }))
    results.hidden = !found.length
    lists.forEach(list => { list.hidden = searching })
  }

  let timer, latest
  async function search() {
    const typed = input.value.trim()
    latest = typed
    const address = new URL(location)
    typed ? address.searchParams.set('q', typed) : address.searchParams.delete('q')
    if (address.href !== location.href) history.replaceState(null, '', address)
    if (!typed) { say(''); return show([], false) }
    try {
      const found = await find(typed, settings, number => once(`words-${number}`, read))
      const best = await Promise.all(found.slice(0, MOST).map(async entry =>
        (await once(`entries-${Math.floor(entry / settings.entries)}`))[entry % settings.entries]))
      if (typed !== latest) return // the reader has typed on
      const [count, most] = [found.length, MOST].map(number => number.toLocaleString(document.documentElement.lang))
      say(!found.length ? 'none' : found.length > MOST ? 'most' : 'found', {count, most, words: typed})
      show(best, best.length > 0)
    } catch {
      if (typed === latest) { say('failed'); show([], false) }
    }
  }
  input.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(search, 150) })
  form.addEventListener('submit', event => { event.preventDefault(); clearTimeout(timer); search() })
  box.querySelector('.without').hidden = true
  form.hidden = false
  input.value = new URL(location).searchParams.get('q') ?? input.value
  if (input.value) search()
  if (location.hash === '#search') input.focus()
}

if (globalThis.document) page(document.querySelector('.search'))
