import type { ConfigurationValues } from '../configuration-values.ts'
import { number, type SettingRule } from '../setting-rule.ts'

type Section = ConfigurationValues['alarms']

/** The settings of `[alarms]`: when what comes in is so dull that a person is told. */
export const alarmSettingRules: { readonly [K in keyof Section]: SettingRule<Section[K]> } = {
  constantMinutes: number(
    60,
    { min: 0, max: 100_000 },
    'How long an agent may say the very same of an instrument that moves, by the time of the desk, ' +
      'minutes; 0 for ever.',
  ),
  quietHours: number(
    24,
    { min: 0, max: 100_000 },
    'How long nothing may be filled while decisions want what is not held, by the time of the desk, ' +
      'hours; 0 for ever.',
  ),
}
