import type { PipelineTemplate } from '../template.ts'
import { named } from './named.ts'
import { captured } from './showroom/captured.ts'
import { contract } from './showroom/contract.ts'
import { showroomElements } from './showroom/elements.ts'
import { followUp } from './showroom/follow-up.ts'
import { handover } from './showroom/handover.ts'
import { introduction } from './showroom/introduction.ts'
import { priceTalk } from './showroom/price-talk.ts'
import { trial } from './showroom/trial.ts'
import { visit } from './showroom/visit.ts'

/** DOMAIN §3: customers who come to us: visit, contact data, introduction, trial, price, contract, handover. */
export const showroom: PipelineTemplate = {
  key: 'showroom',
  name: named('展厅接待', '展間接待', 'Showroom'),
  stages: [visit, captured, introduction, followUp, trial, priceTalk, contract, handover],
  elements: showroomElements,
}
