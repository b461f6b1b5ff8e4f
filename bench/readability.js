// The yardstick: articles by npm's @mozilla/readability and linkedom. Prints pages, bytes of
// HTML and CPU seconds of parsing and extracting; loading, files and a first round are left out.
//     node bench/readability.js FOLDER
const fs = require('fs')
const path = require('path')
const { parseHTML } = require('linkedom')
const { Readability } = require('@mozilla/readability')

const folder = process.argv[2]
const files = fs.readdirSync(folder).filter((name) => name.endsWith('.html')).sort()
const pages = files.map((name) => fs.readFileSync(path.join(folder, name), 'utf8'))
let found = 0, failed = 0

function round(some) {
  found = failed = 0
  for (const page of some) {
    try {
      const article = new Readability(parseHTML(page).document).parse()
      if (article && article.textContent) found++
    } catch (error) {
      failed++
    }
  }
}

round(pages.slice(0, 40)) // warm
const began = process.cpuUsage()
round(pages)
const used = process.cpuUsage(began)
console.log(JSON.stringify({
  pages: pages.length,
  bytes: files.reduce((sum, name) => sum + fs.statSync(path.join(folder, name)).size, 0),
  seconds: (used.user + used.system) / 1e6,
  found,
  failed,
}))
