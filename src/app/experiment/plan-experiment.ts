import type { Agent } from '../../agents/index.ts'
import { canonicalJson, type Json } from '../../base/index.ts'
import { type BacktestSetup, trialOf } from '../../engine/index.ts'
import type { ConfigurationFlag } from '../configuration.ts'
import type { ConfigurationValues } from '../configuration-values.ts'
import { setupOf } from '../desk-setup-of.ts'
import { loadOutsideAgent } from '../load-agent.ts'
import type { ArmNames, Hypothesis, TradingPart } from './hypothesis.ts'
import { besideHypothesis, readHypothesis, textOf } from './read-hypothesis.ts'
import { sha256 } from '../sha256.ts'

/** A hypothesis with all that it names but the data, and the hash of all of it. */
export type ExperimentPlan = {
  readonly file: string
  readonly hypothesis: Hypothesis
  /**
   * SHA-256 of the hypothesis, its agents' files and the settings both arms run under. Comments and
   * white space of the hypothesis are not in it.
   */
  readonly hash: string
  readonly arms: TradingArms | undefined
}

/** Two desks that differ in their agent alone. */
export type TradingArms = {
  readonly control: BacktestSetup
  readonly treatment: BacktestSetup
}

/** The settings in force under some flags. */
export type SettingsUnder = (flags: readonly ConfigurationFlag[]) => Promise<ConfigurationValues>

/** Reads a hypothesis and seats its agents. @throws UserError for anything wrong with them. */
export async function planExperiment(
  file: string,
  settingsUnder: SettingsUnder,
): Promise<ExperimentPlan> {
  const hypothesis = readHypothesis(file)
  const { trading } = hypothesis
  const arms = trading === undefined ? undefined : await armsOf(file, trading, settingsUnder)
  const promised: Json = {
    hypothesis: JSON.parse(JSON.stringify(hypothesis)) as Json,
    agents:
      trading === undefined ? [] : agentFiles(file, trading).map((name) => sha256(textOf(name))),
    settings: arms === undefined ? [] : [arms.control, arms.treatment].map(configurationOf),
  }
  return { file, hypothesis, hash: sha256(canonicalJson(promised)), arms }
}

async function armsOf(
  file: string,
  trading: TradingPart,
  settingsUnder: SettingsUnder,
): Promise<TradingArms> {
  const values = await settingsUnder(
    Object.entries(trading.settings).flatMap(([section, given]) =>
      Object.entries(given).map(([key, value]) => ({
        flag: file,
        key: `${section}.${key}`,
        value,
      })),
    ),
  )
  const loaded = (arm: ArmNames): Promise<Agent> =>
    loadOutsideAgent(agentOf(file, arm), arm.parameters)
  const [control, treatment] = await Promise.all([
    loaded(trading.control),
    loaded(trading.treatment),
  ])
  const setup = (agent: Agent): BacktestSetup =>
    setupOf(values, [agent], { cash: String(trading.cash), seed: trading.seeds[0] })
  return { control: setup(control), treatment: setup(treatment) }
}

function agentFiles(file: string, { control, treatment }: TradingPart): readonly string[] {
  return [control, treatment].map((arm) => agentOf(file, arm)).filter(isFile)
}

function agentOf(file: string, { agent }: ArmNames): string {
  return isFile(agent) ? besideHypothesis(file, agent) : agent
}

function isFile(agent: string): boolean {
  return /\.[cm]?[jt]s$/.test(agent)
}

function configurationOf(setup: BacktestSetup): string {
  return trialOf(setup, []).configurationHash
}
