import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { z } from 'zod'
import { freePort, programOf, start, until } from './start-server.ts'

const program = programOf('prometheus')
const promtool = programOf('promtool')
/** What this project gives to people who run a Prometheus. */
export const prometheusFolder = 'deploy/prometheus'

/** Debian's `prometheus`; `.ci/run` installs it. */
export const hasPrometheus: boolean = program !== undefined && promtool !== undefined

/** What Prometheus's own tool says. @param input - On its stdin. */
export function promtoolSays(
  words: readonly string[],
  input = '',
): { readonly code: number | null; readonly said: string } {
  const { status, stdout, stderr } = spawnSync(promtool ?? 'promtool', [...words], {
    input,
    encoding: 'utf8',
  })
  return { code: status, said: `${stdout}${stderr}` }
}

/** One series of an answer, and its newest value. */
export type Series = { readonly labels: Readonly<Record<string, string>>; readonly value: number }

/** A real server that scrapes one desk, by the configuration of this project. */
export type PrometheusServer = {
  /** The configuration it was started with, in a folder of its own. */
  readonly configuration: string
  readonly query: (expression: string) => Promise<readonly Series[]>
  /** The body of an answer of its API, such as `rules`. */
  readonly api: (path: string) => Promise<unknown>
  readonly end: () => Promise<void>
}

const answered = z.object({
  status: z.literal('success'),
  data: z.object({
    result: z.array(
      z.object({
        metric: z.record(z.string(), z.string()),
        value: z.tuple([z.number(), z.string()]),
      }),
    ),
  }),
})

/** @param target - `127.0.0.1:9464`. @param token - What it brings. */
export async function startPrometheus(target: string, token: string): Promise<PrometheusServer> {
  const folder = mkdtempSync(`${tmpdir()}/coinswarm-prometheus-`)
  const tokenFile = `${folder}/token`
  writeFileSync(tokenFile, token, { mode: 0o600 })
  const given = readFileSync(`${prometheusFolder}/prometheus.yml`, 'utf8')
  const here = given
    .replace('desk:9464', target)
    .replace('/run/secrets/coinswarm_metrics_token', tokenFile)
  if (here.split(target).length !== 2 || here.split(tokenFile).length !== 2)
    throw new Error('the configuration names another target or another token')
  const configuration = `${folder}/prometheus.yml`
  writeFileSync(configuration, here)
  writeFileSync(`${folder}/alerts.yml`, readFileSync(`${prometheusFolder}/alerts.yml`))
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const words = [`--config.file=${configuration}`, `--storage.tsdb.path=${folder}/data`]
  const { child, ended } = start(program, [...words, `--web.listen-address=127.0.0.1:${port}`])
  const isReady = async (): Promise<boolean> => {
    const reply = await fetch(`${origin}/-/ready`).catch(() => undefined)
    return reply?.ok === true
  }
  const api = async (path: string): Promise<unknown> => {
    const reply = await fetch(`${origin}/api/v1/${path}`)
    return reply.json()
  }
  await until(isReady, 'Prometheus')
  return {
    configuration,
    api,
    query: async (expression) => {
      const { data } = answered.parse(await api(`query?query=${encodeURIComponent(expression)}`))
      return data.result.map(({ metric, value }) => ({ labels: metric, value: Number(value[1]) }))
    },
    end: async () => {
      child.kill('SIGKILL')
      await ended
      rmSync(folder, { recursive: true })
    },
  }
}
