import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { runWell, type Surroundings, type Timed } from './run-timed.ts'

export type PackedFile = { readonly path: string; readonly size: number }

/** A package as `npm pack` made it. */
export type Packed = {
  readonly file: string
  readonly bytes: number
  readonly bytesUnpacked: number
  readonly files: readonly PackedFile[]
}

/** Packs the clone that `around` stands in, which is built, into `folder`. */
export async function pack(
  npm: readonly string[],
  around: Surroundings,
  folder: string,
): Promise<Packed> {
  mkdirSync(folder, { recursive: true })
  const ran = await runWell([...npm, 'pack', '--json', '--pack-destination', folder], around)
  const [made] = JSON.parse(ran.stdout) as readonly {
    readonly filename: string
    readonly size: number
    readonly unpackedSize: number
    readonly files: readonly PackedFile[]
  }[]
  if (made === undefined) throw new Error('npm pack said nothing')
  const { filename, size, unpackedSize, files } = made
  const file = path.join(folder, filename)
  return { file, bytes: size, bytesUnpacked: unpackedSize, files }
}

/** Installs a packed file in a new project of somebody's, with a cache of npm of its own. */
export function installPacked(
  npm: readonly string[],
  { folder, variables }: Surroundings,
  file: string,
  ...options: readonly string[]
): Promise<Timed> {
  mkdirSync(folder, { recursive: true })
  writeFileSync(path.join(folder, 'package.json'), '{ "private": true, "type": "module" }\n')
  const install = [...npm, 'install', '--no-audit', '--no-fund', ...options, file]
  return runWell(install, { folder, variables })
}

/** An agent as somebody writes it who has installed the package. */
const agentFile: string = `import { defineAgent, type Opinion, whole } from 'coinswarm/agents'
import { ema, every } from 'coinswarm/features'

const flat: Opinion = { exposure: 0, confidence: 0.55 }

export const agent = defineAgent({
  name: 'somebody',
  summary: 'Long above the average of some hours.',
  parameters: { hours: whole(24, { min: 2, max: 1_000, help: 'hours of the average' }) },
  features: (p) => ({ average: every(3_600_000_000, ema(p.hours)) }),
  opine: (view) => {
    const average: number = view.features.average.value
    return view.close < average ? flat : { exposure: 0.2, confidence: 0.55, stop: average * 0.9 }
  },
})
`

/** Writes `agent.ts` into a project, with the strictest settings TypeScript has for its types. */
export function writeAgent(folder: string): void {
  writeFileSync(path.join(folder, 'agent.ts'), agentFile)
  const compilerOptions = {
    ...{ strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true },
    ...{ module: 'nodenext', target: 'es2023', noEmit: true, skipLibCheck: false, types: [] },
  }
  const settings = JSON.stringify({ compilerOptions, files: ['agent.ts'] })
  writeFileSync(path.join(folder, 'tsconfig.json'), settings)
}

/** A program as somebody writes it who asks a desk. */
const clientFile: string = `import { type ApiAnswer, apiClient, ApiRefusal, apiRoutes } from 'coinswarm/api'

const origin = 'http://127.0.0.1:1'
const ask = apiClient({ origin, token: '', send: (url, init) => fetch(url, init) })
export const equity = async (): Promise<number> => {
  const { status }: ApiAnswer<'status'> = await ask('status', {})
  return status.equity
}
console.log(apiRoutes.status.path, typeof ApiRefusal)
`

/** Writes `client.ts` into a project, and `client.json` to check its types by. */
export function writeClient(folder: string): void {
  writeFileSync(path.join(folder, 'client.ts'), clientFile)
  const compilerOptions = { skipLibCheck: true, lib: ['es2024', 'dom'] }
  const settings = { extends: './tsconfig.json', compilerOptions, files: ['client.ts'] }
  writeFileSync(path.join(folder, 'client.json'), JSON.stringify(settings))
}

/** A command as one runs it who has no rights here and no network; itself where we may not. */
export function asStranger(command: readonly string[]): readonly string[] {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return command
  const nobody = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups']
  return ['unshare', '--net', ...nobody, ...command]
}
