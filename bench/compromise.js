// The yardstick: quotations by npm's compromise over JSONL. Prints words and CPU seconds,
// loading left out.
//     node bench/compromise.js FILE
const fs = require('fs')
const nlp = require('compromise')

const texts = fs.readFileSync(process.argv[2], 'utf8').trim().split('\n').map((line) => JSON.parse(line).text)
nlp(texts[0]).quotations().json() // warm
const began = process.cpuUsage()
let found = 0
for (const text of texts) found += nlp(text).quotations().out('array').length
const used = process.cpuUsage(began)
console.log(JSON.stringify({
  articles: texts.length,
  words: texts.reduce((sum, text) => sum + text.split(/\s+/).filter(Boolean).length, 0),
  seconds: (used.user + used.system) / 1e6,
  found,
}))
