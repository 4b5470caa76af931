import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { claimedPapers, ledgerFile } from './claims/claimed-papers.ts'
import { printLedger, readLedger, unheld } from './claims/paper-ledger.ts'
import { paperSentences } from './claims/paper-sentences.ts'

// Brings the ledgers of claims to what the papers say now, and counts what nothing holds yet:
// npm run claims -- [PAPER…]

const named = process.argv.slice(2)
let open = 0
for (const paper of named.length > 0 ? named : claimedPapers()) {
  const file = ledgerFile(paper)
  const known = existsSync(file) ? readLedger(readFileSync(file, 'utf8')) : []
  const text = printLedger(paperSentences(readFileSync(paper, 'utf8')), known)
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, text)
  const left = readLedger(text).filter(({ held }) => held.includes(unheld)).length
  if (left > 0) process.stdout.write(`${file}: ${left} unheld\n`)
  open += left
}
process.stdout.write(`${open} sentences that nothing holds\n`)
process.exitCode = open === 0 ? 0 : 1
