// Asks the search of a built site, in its own script: node find.mjs SITE LANGUAGE, queries as a JSON list on standard input.
// Prints for each query the addresses that it finds, best first.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const [site, language] = process.argv.slice(2)
const script = readFileSync(join(site, 'search.js'))
const { find, read } = await import('data:text/javascript;base64,' + script.toString('base64'))
const json = name => JSON.parse(readFileSync(join(site, language, 'search', `${name}.json`), 'utf8'))
const page = readFileSync(join(site, language, 'facts/index.html'), 'utf8')
const unescaped = { quot: '"', amp: '&', lt: '<', gt: '>', '#34': '"', '#39': "'" }
const settings = JSON.parse(/data-search="([^"]*)"/.exec(page)[1].replace(/&(#?\w+);/g, (all, name) => unescaped[name]))

const found = []
for (const query of JSON.parse(readFileSync(0, 'utf8'))) {
  const numbers = await find(query, settings, async number => read(json(`words-${number}`)))
  found.push(numbers.map(entry => json(`entries-${Math.floor(entry / settings.entries)}`)[entry % settings.entries][0]))
}
console.log(JSON.stringify(found))
