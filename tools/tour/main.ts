import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { launchBrowser } from '../../test/e2e/page-browser.ts'
import { readPng } from '../pictures/read-png.ts'
import { writePng } from '../pictures/write-png.ts'
import { unlikeMax, unlikeOf } from './looks-like.ts'
import { takeTour, tourFolder } from './take-tour.ts'

// Takes the pictures of docs/tour anew: npm run tour. One that looks as before is left as it is.
const browser = await launchBrowser()
const { pictures } = await takeTour(browser)
await browser.close()
for (const [name, picture] of pictures) {
  const file = `${tourFolder}/${name}.png`
  const unlike = existsSync(file) ? unlikeOf(picture, readPng(readFileSync(file))) : 1
  const isSame = unlike <= unlikeMax(name)
  if (!isSame) writeFileSync(file, writePng(picture))
  const changed = `${(100 * unlike).toFixed(1)} % looks otherwise`
  process.stdout.write(`${file}: ${changed}${isSame ? ', left as it was' : ''}\n`)
}
