import { configurationRules } from './configuration-rules.ts'
import type { SettingRule } from './setting-rule.ts'

/** One setting, by its full name. */
export type Setting = SettingRule<unknown> & {
  /** `risk.dailyLossMax`. */
  readonly key: string
  /** `COINSWARM_RISK_DAILY_LOSS_MAX`. */
  readonly variable: string
}

/** Every setting, in the order of the documentation. */
export const settings: readonly Setting[] = Object.entries(configurationRules).flatMap(
  ([section, rules]) =>
    isRule(rules)
      ? [named(section, rules)]
      : Object.entries(rules).map(([key, rule]) =>
          named(`${section}.${key}`, rule as SettingRule<unknown>),
        ),
)

/** The setting called `key`, if there is one. */
export function settingNamed(key: string): Setting | undefined {
  return settings.find((setting) => setting.key === key)
}

function named(key: string, rule: SettingRule<unknown>): Setting {
  return { ...rule, key, variable: `COINSWARM_${upperSnake(key)}` }
}

/** `risk.dailyLossMax` becomes `RISK_DAILY_LOSS_MAX`. */
function upperSnake(key: string): string {
  return key
    .replace(/[A-Z]/g, (letter) => `_${letter}`)
    .replace('.', '_')
    .toUpperCase()
}

function isRule(rules: object): rules is SettingRule<unknown> {
  return 'schema' in rules
}
