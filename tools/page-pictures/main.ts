import { mkdirSync } from 'node:fs'
import { launchBrowser } from '../../test/e2e/page-browser.ts'
import { scenes } from '../../test/e2e/page-scenes.ts'
import { realScenes } from './real-scenes.ts'
import { takeReport, takeScene } from './take-pictures.ts'

/** `OUT_FOLDER [WORD...] [REPORT.html...]`: all states, or those with a word in their name. */
const [folder, ...wanted] = process.argv.slice(2)
if (folder === undefined) {
  process.stderr.write(
    'Say where: npm run page-pictures -- OUT_FOLDER [STATE...] [REPORT.html...]\n',
  )
  process.exit(2)
}
mkdirSync(folder, { recursive: true })
const reports = wanted.filter((word) => word.endsWith('.html'))
const words = wanted.filter((word) => !word.endsWith('.html'))
const isReportsOnly = words.length === 0 && reports.length > 0
const wantedScenes = isReportsOnly
  ? []
  : [
      ...scenes.filter(({ name }) => words.length === 0 || words.includes(name)),
      ...(await realScenes(words)),
    ]
const browser = await launchBrowser()
for (const scene of wantedScenes) {
  process.stdout.write(`${scene.name}\n`)
  await takeScene(browser, scene, folder)
}
for (const report of reports) {
  process.stdout.write(`${report}\n`)
  await takeReport(browser, report, folder)
}
await browser.close()
