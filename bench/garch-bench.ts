import { writeFileSync } from 'node:fs'
import { defined, Random } from '../src/base/index.ts'
import { fitGarch, type GarchFit, type StartVariance } from '../src/quant/index.ts'
import { type BenchRow, type BenchSize, workHash } from './bench-row.ts'
import { besidePeer } from './beside-peer.ts'
import { timed } from './measure.ts'
import { LinePeer, peerFile, pythonWith } from './peers/line-peer.ts'

const unit = 'fits/s'
const seed = 20260101

/** A fit that a peer does too, started as the peer starts it. */
type Race = {
  readonly name: string
  readonly peer: string
  readonly goal: string
  readonly returns: Float64Array
  readonly start: StartVariance
  readonly open: (file: string) => Promise<LinePeer | string>
}

/**
 * A GARCH(1,1) with a constant mean fitted to a path of its own kind, with its standard errors,
 * beside fGarch and arch. Their likelihood may not be higher.
 */
export async function quantGarch(size: BenchSize): Promise<readonly BenchRow[]> {
  const short = garchPath(size === 'full' ? 2_000 : 300)
  const long = garchPath(size === 'full' ? 10_000 : 500)
  const fGarch = (file: string): Promise<LinePeer | string> =>
    LinePeer.open('Rscript', [peerFile('fgarch.R'), file])
  const races: readonly Race[] = [
    race('quant.garch', 'R fGarch', 'ratio >= 15', short, 'mean-square', fGarch),
    race('quant.garch.arch', 'Python arch', 'ratio >= 5', short, 'backcast', openArch),
    race('quant.garch.long', 'R fGarch', 'ratio >= 15', long, 'mean-square', fGarch),
  ]
  const rows: BenchRow[] = []
  for (const of of races) rows.push(await raced(size, of))
  return rows
}

function race(
  name: string,
  peer: string,
  goal: string,
  returns: Float64Array,
  start: StartVariance,
  open: Race['open'],
): Race {
  return { name, peer, goal, returns, start, open }
}

async function openArch(file: string): Promise<LinePeer | string> {
  const found = await pythonWith(['arch==8.0.0'])
  return 'why' in found
    ? found.why
    : LinePeer.open(found.python, [peerFile('arch_fit.py'), file, '1'])
}

function raced(size: BenchSize, of: Race): Promise<BenchRow> {
  const fit = fitted(of)
  const note = noteOf(of, fit)
  return besidePeer({
    size,
    isFullOnly: true,
    row: { name: of.name, unit, hash: hashOf(fit), goal: of.goal, note },
    peerName: of.peer,
    open: (folder) => {
      const file = `${folder}/returns.f64`
      writeFileSync(file, of.returns)
      return of.open(file)
    },
    agree: async (peer) => {
      const theirs = Number((await peer.ask('answer'))['logLikelihood'])
      if (!(fit.logLikelihood >= theirs - 1e-6 * Math.abs(theirs)))
        return { wrong: `likelihood ${fit.logLikelihood}, of the peer ${theirs}` }
      return {
        peer: `${of.peer} ${peer.version}, likelihood no worse`,
        note: `${note}, of the peer ${theirs.toFixed(4)}`,
      }
    },
    ours: () => timed(() => void fitted(of)),
    amount: 1,
    pairs: 31,
  })
}

function fitted({ returns, start }: Race): GarchFit {
  return defined(fitGarch(returns, { start }), 'the fit')
}

function noteOf({ returns, start }: Race, { logLikelihood }: GarchFit): string {
  return `${returns.length} returns, seed ${seed}, start ${start}, likelihood ${logLikelihood.toFixed(4)}`
}

/** Of the estimates to six digits: all that another way to the top may share. */
function hashOf({ parameters, logLikelihood }: GarchFit): string {
  const { mean, omega, alpha, beta } = parameters
  const digits = [mean, omega, alpha, beta, logLikelihood].map((value) => value.toPrecision(6))
  return workHash(digits.join(','))
}

/** A GARCH path with 0.05, 0.08 and 0.87 about a mean of 0.03. */
function garchPath(count: number): Float64Array {
  const random = Random.fromSeed(seed)
  let h = 1
  return Float64Array.from({ length: count }, () => {
    const e = Math.sqrt(h) * random.normal()
    h = 0.05 + 0.08 * e * e + 0.87 * h
    return 0.03 + e
  })
}
