import { chmodSync, copyFileSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import { type BareNode, bareAround } from './bare.ts'
import { asStranger, installPacked, type Packed, writeAgent } from './packed.ts'
import { runWell, type Surroundings, type Timed } from './run-timed.ts'
import { backtest, runHash } from './time-clone.ts'

export type Tried = { readonly name: string; readonly seconds: number }

/** Everything that is tried with a packed package. */
export async function tryPacked(
  bare: BareNode,
  packed: Packed,
  folder: string,
  hash: string,
): Promise<readonly Tried[]> {
  const tried: Tried[] = []
  const note = (name: string, ran: Timed): void => void tried.push({ name, seconds: ran.seconds })
  const noteRun = (name: string, ran: Timed): void => {
    if (runHash(ran.stdout) !== hash) throw new Error(`${name}: another run hash`)
    note(name, ran)
  }
  const cache = path.join(folder, 'cache')
  const around = bareAround(bare, path.join(folder, 'mein Ordner, übrigens'), cache)
  const npx = [...bare.npm, 'exec', '--offline', '--', 'coinswarm']
  const installed = await installPacked(bare.npm, around, packed.file, '--ignore-scripts')
  note(
    '`npm install` of the file, empty cache, no scripts, blanks and umlauts in the path',
    installed,
  )
  noteRun(
    '`npx coinswarm backtest --market generated` there',
    await runWell([...npx, ...backtest], around),
  )
  writeAgent(around.folder)
  const agent = await runWell([...npx, ...backtest, '--agent', 'agent.ts'], around)
  note('the same with an agent of its own', agent)
  noteRun('the same as another user, package read-only, no network', await asOther(bare, around))
  note('`npm install` again, from the cache alone', await offline(bare, packed, folder, cache))
  const whole = await globally(bare, packed, folder, cache)
  note('`npm install -g --prefix`, from the cache alone, no scripts', whole.install)
  noteRun('its `coinswarm backtest --market generated`', whole.run)
  return tried
}

async function asOther({ node }: BareNode, around: Surroundings): Promise<Timed> {
  const modules = path.join(around.folder, 'node_modules')
  const desk = path.join(around.folder, 'theirs')
  mkdirSync(desk)
  chmodSync(desk, 0o777)
  await runWell(['chmod', '-R', 'a-w', modules], around)
  const bin = path.join(modules, 'coinswarm', 'bin', 'coinswarm.mjs')
  const command = [node, bin, ...backtest, '--desk', path.join(desk, 'desk')]
  const ran = await runWell(asStranger(command), around)
  await runWell(['chmod', '-R', 'u+w', modules], around)
  return ran
}

function offline(bare: BareNode, { file }: Packed, folder: string, cache: string): Promise<Timed> {
  const around = bareAround(bare, path.join(folder, 'offline'), cache)
  return installPacked(bare.npm, around, file, '--offline')
}

async function globally(bare: BareNode, packed: Packed, folder: string, cache: string) {
  const around = bareAround(bare, path.join(folder, 'anywhere'), cache)
  mkdirSync(around.folder)
  const file = path.join(around.folder, path.basename(packed.file))
  copyFileSync(packed.file, file)
  const prefix = path.join(folder, 'prefix')
  const options = ['--offline', '--ignore-scripts', '--no-audit', '--no-fund']
  const install = [...bare.npm, 'install', '-g', '--prefix', prefix, ...options, file]
  const installed = await runWell(install, around)
  const coinswarm = path.join(prefix, 'bin', 'coinswarm')
  return { install: installed, run: await runWell([coinswarm, ...backtest], around) }
}
