import type { ElementDefinition } from '../../element-definition.ts'
import { elementIn } from '../element-in.ts'
import { named } from '../named.ts'

const element = elementIn(['lead', 'deal'])

/** The few things to know before a small deal is won; weights are 100 in each stage. */
export const fastElements: readonly ElementDefinition[] = [
  element(
    'need',
    named('需求', '需求', 'Need'),
    named('用在哪里，要什么，要多少？', '用在哪裡，要什麼，要多少？', 'Where is it used, what is wanted, how much?'),
    'lead',
    60,
    [50, 15],
  ),
  element(
    'decider',
    named('谁决定', '誰決定', 'Who decides'),
    named('谁付款，谁说了算？', '誰付款，誰說了算？', 'Who pays, and who has the say?'),
    'deal',
    60,
    [20, 25],
  ),
  element(
    'timing',
    named('要货时间', '需求日期', 'Delivery date'),
    named('最晚什么时候要到，为什么？', '最晚什麼時候要到，為什麼？', 'By when must it arrive, and why?'),
    'deal',
    30,
    [20, 20],
  ),
  element(
    'price',
    named('价格认可', '價格認可', 'Price accepted'),
    named('客户觉得价格合适吗，和谁比？', '客戶覺得價格合適嗎，和誰比？', 'Is the price right for them, and compared with whom?'),
    'deal',
    30,
    [10, 40],
  ),
]
