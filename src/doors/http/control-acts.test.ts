import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { statusOfRefusal } from './control-acts.ts'

it('says no by the statuses of docs/control.md', () => {
  const paper = readFileSync('docs/control.md', 'utf8')
  const said = /^Errors are .*?\n\n/ms.exec(paper)?.[0] ?? ''
  for (const [code, status] of Object.entries(statusOfRefusal)) {
    if (code === 'proposal-refused') continue
    const codes = new RegExp(`${status} ([^0-9]*)`).exec(said)?.[1] ?? ''
    expect([code, codes]).toEqual([code, expect.stringContaining(`\`${code}\``)])
  }
})
