/** Where papers stand on the site: by what they are read for, each of `docs/` in one. */
export type Section = {
  readonly text: string
  /** Papers from the root of the repository, without `.md`; of a folder `folder/*`: all in it. */
  readonly papers: readonly string[]
}

export const sections: readonly Section[] = [
  {
    text: 'Begin',
    papers: ['README', 'docs/tour/README', 'docs/tutorial', 'docs/install', 'docs/GLOSSARY'],
  },
  {
    text: 'How to',
    papers: [
      'docs/writing-an-agent',
      'docs/strategy',
      'docs/from-freqtrade',
      'docs/own-venue',
      'docs/own-source',
      'docs/test-your-bot',
      'docs/recording',
      'docs/rehearsal',
      'docs/going-live',
      'docs/hardware-switch',
      'docs/fleet',
      'docs/scale',
      'docs/containers',
      'docs/backup',
    ],
  },
  {
    text: 'Research',
    papers: [
      'docs/sweep',
      'docs/walkforward',
      'docs/nulls',
      'docs/gate',
      'docs/soundness',
      'docs/experiment',
      'docs/report',
      'docs/paper-trail',
      'docs/reality-gap',
      'docs/market-risk',
    ],
  },
  {
    text: 'The desk',
    papers: [
      'docs/page',
      'docs/control',
      'docs/risk',
      'docs/breakers',
      'docs/capital-tiers',
      'docs/probation',
      'docs/legs',
      'docs/vault',
      'docs/audit',
      'docs/consolidated-book',
      'docs/sources',
      'docs/swarm',
      'docs/swarm-with-sources',
      'docs/memory',
      'docs/strategist',
      'docs/versions',
      'docs/models',
    ],
  },
  {
    text: 'Doors',
    papers: ['docs/http-api', 'docs/telegram', 'docs/mcp', 'docs/metrics'],
  },
  { text: 'Runbook', papers: ['docs/runbook/*'] },
  {
    text: 'Why it is so',
    papers: [
      'ARCHITECTURE',
      'docs/diagrams/README',
      'docs/simulated-exchange',
      'docs/simulation',
      'docs/bounds',
      'docs/catalog',
      'docs/incidents',
      'docs/past-failures',
    ],
  },
  {
    text: 'Reference',
    papers: [
      'docs/configuration',
      'docs/errors',
      'docs/exchange-errors',
      'docs/venues',
      'docs/agents',
      'docs/indicators',
      'docs/candlesticks',
      'docs/microstructure',
      'docs/manipulation',
      'docs/stress-tests',
      'docs/api',
      'docs/dependencies',
    ],
  },
  { text: 'Econometrics and statistics', papers: ['docs/quant/*'] },
  {
    text: 'What is measured',
    papers: [
      'docs/claims',
      'docs/figures',
      'docs/month',
      'docs/shortfalls',
      'docs/benchmarks',
      'docs/peers',
      'docs/mutation',
    ],
  },
  { text: 'Decisions', papers: ['docs/decisions/*', 'CHANGELOG', 'SECURITY'] },
]
