import type { Certificate, SoundnessReport } from '../../app/index.ts'
import { summarise, type SoundnessCategory } from '../../research/index.ts'
import { columnLines } from './column-lines.ts'

/** What there is to show. */
export type SoundnessShown = {
  readonly report: SoundnessReport
  readonly certificate: Certificate
  /** Of the certificate. */
  readonly file: string
  readonly page: string | undefined
}

/** The answer of `soundness --json`; see docs/soundness.md. */
export function soundnessJson({ report, certificate, file, page }: SoundnessShown): object {
  const { run, metrics, soundness, trials } = report
  const { verdict, mayLeavePaper, reasons, categories } = soundness
  const { issued, expires, data, strategy } = certificate
  return {
    command: 'soundness',
    ...{ verdict, mayLeavePaper, categories, reasons },
    ...{ strategy, seed: run.seed, hash: run.hash, bars: run.bars, trials },
    ...{ data, summary: summarise(metrics) },
    certificate: { file, issued, expires },
    report: page ?? null,
  }
}

/** The same for people. */
export function soundnessLines({ report, certificate, file, page }: SoundnessShown): string[] {
  const { run, soundness, trials } = report
  const { verdict, mayLeavePaper, categories } = soundness
  const leave = mayLeavePaper ? 'may leave paper' : 'may not leave paper'
  return [
    certificate.data.market,
    ...categories.flatMap((each) => ['', ...categoryLines(each)]),
    '',
    `verdict ${verdict}, ${leave}  seed ${run.seed}  hash ${run.hash.slice(0, 16)}  ` +
      `trials on these data: ${trials}`,
    `certificate: ${file}, until ${certificate.expires.slice(0, 10)}`,
    ...(page === undefined ? [] : [`page: ${page}`]),
  ]
}

function categoryLines({ name, status, checks }: SoundnessCategory): readonly string[] {
  return columnLines([
    [name, status, 'asked', 'found'],
    ...checks.map((check) => [`  ${check.name}`, check.status, check.asked, check.found]),
  ])
}
