import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { claimedPapers, ledgerFile } from '../../tools/claims/claimed-papers.ts'
import {
  nothingClaimed,
  printLedger,
  proofsOf,
  readLedger,
  sentenceId,
  unheld,
} from '../../tools/claims/paper-ledger.ts'
import { paperSentences } from '../../tools/claims/paper-sentences.ts'
import { isGone } from '../../tools/claims/read-claims.ts'

const read = (file: string): string => readFileSync(file, 'utf8')

it.each(claimedPapers())('every sentence of %s is in its ledger, and is held', (paper) => {
  const ledger = read(ledgerFile(paper))
  expect(ledger).toBe(printLedger(paperSentences(read(paper)), readLedger(ledger)))
  const rows = readLedger(ledger)
  expect(rows.filter(({ held }) => held.includes(unheld)).map(({ text }) => text)).toEqual([])
  expect(
    rows.filter((row) => !row.held.includes(nothingClaimed) && proofsOf(row).length === 0),
  ).toEqual([])
  expect(rows.flatMap(proofsOf).filter(isGone)).toEqual([])
})

it('keeps what holds a sentence, and asks again when its words change', () => {
  const held = '  `test/house/tidy.test.ts`: "is a tidy house"\n'
  const told = `${sentenceId('It flies.')} It flies.\n${sentenceId('It lands.')} It lands.\n${held}`
  expect(printLedger(['It flies.', 'It lands.'], readLedger(told))).toBe(told)
  const changed = readLedger(printLedger(['It flies.', 'It lands well.'], readLedger(told)))
  expect(changed.map(({ held }) => held[0])).toEqual([held.trim(), unheld])
})
