import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { RunShelf, TrialFile } from '../../src/app/index.ts'

const startMs = Date.UTC(2026, 9, 3, 12)
const hash = (letter: string): string => letter.repeat(16)

/** A page as reports are: one file with its style, and a script that the live page leaves out. */
function page(title: string, said: string): string {
  return (
    '<!doctype html><meta charset="utf-8"><meta name="color-scheme" content="light dark">' +
    `<title>${title}</title><style>body{font:16px sans-serif;margin:24px}</style>` +
    `<h1>${title}</h1><p>${said}</p><script>document.body.textContent = "a script ran"</script>`
  )
}

/** Runs with their pages, one claim that was looked at and one that was not, and trials. */
export function seedResearch(folder: string): void {
  const shelf = new RunShelf(folder)
  shelf.keep({
    ...{ t: startMs, command: 'sweep', hash: hash('a') },
    verdict: 'The best of 120 trials is no better than the luckiest of as many without skill.',
    page: page('cross over 120 trials', 'A peak that stands alone was luck.'),
  })
  shelf.keep({
    ...{ t: startMs + 3_600_000, command: 'report run', hash: hash('b') },
    verdict: 'It made less than holding would have, at a third of the drawdown.',
    page: page('trend &amp; friends on BTC-USD', 'It made less than holding would have.'),
  })
  const at = (hours: number): string => new Date(startMs + hours * 3_600_000).toISOString()
  const lines = [
    { kind: 'registered', name: 'commits-lead-volatility', hash: hash('c'), at: at(2) },
    ...['no effect', 'undecided'].flatMap((verdict, i) => [
      {
        ...{ kind: 'looked', name: 'commits-lead-volatility', hash: hash('c') },
        ...{ at: at(3 + i), look: i + 1, data: hash('d') },
      },
      {
        ...{ kind: 'found', name: 'commits-lead-volatility', hash: hash('c') },
        ...{ look: i + 1, verdict, tests: [] },
      },
    ]),
    { kind: 'registered', name: 'fear-comes-before-a-rise', hash: hash('e'), at: at(6) },
  ]
  const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('')
  writeFileSync(path.join(folder, 'experiments.jsonl'), text)
  const trials = new TrialFile(folder)
  for (let i = 0; i < 12; i += 1) {
    const trial = {
      ...{ dataHash: hash(i < 9 ? '1' : '2'), configurationHash: hash(i.toString(16)) },
      ...{ agents: ['trend'], weeks: [] },
    }
    trials.record(trial)
    if (i % 2 === 0) trials.settle(trial, { sharpe: i / 100, samples: 300, fingerprint: undefined })
  }
}
