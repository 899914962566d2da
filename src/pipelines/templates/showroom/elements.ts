import type { ElementDefinition } from '../../element-definition.ts'
import { elementIn } from '../element-in.ts'
import { named } from '../named.ts'

const element = elementIn(['visit', 'captured', 'introduction', 'follow-up', 'trial', 'price-talk', 'contract'])

/** What to learn from a visitor on the way to the contract; weights are 100 in each stage. */
export const showroomElements: readonly ElementDefinition[] = [
  element(
    'need',
    named('需求与用途', '需求與用途', 'Need and use'),
    named(
      '用在哪里，给谁用，为什么现在想买？',
      '用在哪裡，給誰用，為什麼現在想買？',
      'Where and by whom will it be used, and why buy now?',
    ),
    'visit',
    60,
    [60, 45, 25, 15, 10, 5, 5],
  ),
  element(
    'current-product',
    named('现用产品', '現用產品', 'Product in use'),
    named(
      '现在用什么品牌，用了多久，满意吗？',
      '現在用什麼品牌，用了多久，滿意嗎？',
      'Which brand do they use, since when, and are they content?',
    ),
    'introduction',
    180,
    [0, 15, 15, 10, 5, 0, 0],
  ),
  element(
    'doubts',
    named('顾虑', '顧慮', 'Doubts'),
    named('什么让客户不放心？', '什麼讓客戶不放心？', 'What makes them hesitate?'),
    'follow-up',
    30,
    [0, 0, 15, 20, 20, 10, 5],
  ),
  element(
    'decision',
    named('谁来定', '誰來定', 'Who decides'),
    named('和谁商量，最后谁说了算？', '和誰商量，最後誰說了算？', 'With whom do they discuss it, and who has the last word?'),
    'follow-up',
    60,
    [0, 0, 15, 20, 15, 15, 15],
  ),
  element(
    'timing',
    named('购买时间', '購買時間', 'Time of purchase'),
    named('什么时候要用上，为什么？', '什麼時候要用上，為什麼？', 'When do they want it in use, and why?'),
    'follow-up',
    30,
    [20, 20, 15, 15, 10, 10, 15],
  ),
  element(
    'budget',
    named('预算', '預算', 'Budget'),
    named('打算花多少，怎么付？', '打算花多少，怎麼付？', 'How much will they spend, and how will they pay?'),
    'trial',
    60,
    [20, 20, 15, 15, 20, 20, 20],
  ),
  element(
    'rivals',
    named('在比的品牌', '在比的品牌', 'Brands compared'),
    named(
      '还在看哪几家，更喜欢谁的哪一点？',
      '還在看哪幾家，更喜歡誰的哪一點？',
      'Whom else do they look at, and what do they like there?',
    ),
    'trial',
    30,
    [0, 0, 0, 5, 15, 10, 5],
  ),
  element(
    'price',
    named('价格认可', '價格認可', 'Price accepted'),
    named('客户认为这个价格值吗？', '客戶認為這個價格值嗎？', 'Do they think it is worth the price?'),
    'price-talk',
    14,
    [0, 0, 0, 0, 5, 30, 35],
  ),
]
