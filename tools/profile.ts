import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type CpuProfile, profileShares, sharesByFile } from './profile/profile-shares.ts'

// Where the time of a bench goes, by file and by function: npm run profile -- NAME [--smoke]

const [name = '', size = ''] = process.argv.slice(2)
const folder = mkdtempSync(path.join(tmpdir(), 'coinswarm-profile-'))
const program = ['bench/run-bench.ts', name, size === '--smoke' ? 'smoke' : 'full']
const flags = ['--conditions=coinswarm-source', '--cpu-prof', `--cpu-prof-dir=${folder}`]
try {
  execFileSync(process.execPath, [...flags, ...program], { stdio: ['ignore', 'ignore', 'inherit'] })
  for (const file of readdirSync(folder)) {
    const profile = JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as CpuProfile
    const shares = profileShares(profile)
    const rows = sharesByFile(shares).map(([where, share]) => ({ where, share }))
    const functions = shares.map((of) => ({ where: `${of.name} ${of.file}`, share: of.share }))
    for (const { where, share } of [...rows.slice(0, 25), ...functions.slice(0, 25)])
      process.stdout.write(`${(100 * share).toFixed(1).padStart(5)} %  ${where}\n`)
  }
} finally {
  rmSync(folder, { recursive: true })
}
