import { seriousViolations } from './axe.ts'
import { aColleague, aCustomer, ask } from './api.ts'
import { enter } from './enter.ts'
import { expect, test } from './sluice.ts'

interface Stage {
  key: string
  name: string
}
interface Pipeline {
  id: string
  key: string
  stages: Stage[]
}

test('a gate is designed, tried and published; a deal is refused, mended and moved', async ({ page, sluice, token }) => {
  const { items } = await ask<{ items: Pipeline[] }>(sluice.url, token, 'GET', '/pipelines')
  const pipeline = items.find(({ key }) => key === 'b2b-six-stages')!
  const customer = await aCustomer(sluice.url, token, '无锡华宁自动化有限公司')
  const deal = await ask<{ id: string }>(sluice.url, token, 'POST', '/opportunities', {
    customerId: customer.id,
    name: '产线改造',
    amountMinor: 100_000_00,
  })

  await enter(page)
  await page.goto('/settings/pipelines')
  await page.getByRole('listitem').filter({ hasText: 'B2B' }).getByRole('link', { name: '设计' }).click()
  await page.getByRole('tab', { name: '离开条件' }).click()
  await expect(page.getByText('没有条件，商机可以自由通过。')).toBeVisible()
  await page.getByRole('button', { name: '添加条件' }).click()
  const picker = page.getByRole('dialog', { name: '添加条件' })
  await picker.getByLabel('字段', { exact: true }).selectOption('下一步')
  await expect(picker.getByText('填写下一步')).toBeVisible()
  expect(await seriousViolations(page), 'picker').toEqual([])
  await picker.getByRole('button', { name: '添加' }).click()
  await expect(page.getByText('草稿已保存')).toBeVisible()

  await page.getByRole('button', { name: '试运行' }).click()
  const trial = page.getByRole('dialog', { name: /试运行/ })
  await expect(trial.getByText('有了这些条件，1 个商机中有 1 个现在推进不了。')).toBeVisible()
  await expect(trial.getByRole('link', { name: '产线改造' })).toBeVisible()
  expect(await seriousViolations(page), 'trial').toEqual([])
  await trial.getByRole('button', { name: '完成' }).click()

  // What was written is still there after leaving.
  await page.reload()
  await expect(page.getByRole('button', { name: '填写下一步', exact: true })).toBeVisible()
  await page.getByRole('button', { name: '发布…' }).click()
  const publishing = page.getByRole('dialog', { name: '发布新版本' })
  await expect(publishing.getByText('「线索获取」新增离开条件')).toBeVisible()
  await publishing.getByLabel('新关口先提醒多少天').fill('0')
  await publishing.getByText('改用新版本').click()
  expect(await seriousViolations(page), 'publish').toEqual([])
  await publishing.getByRole('button', { name: '发布' }).click()
  await expect(publishing.getByText('1 个商机改用新版本。')).toBeVisible()
  await publishing.getByRole('button', { name: '完成' }).click()
  await expect(page.getByText('与已发布版本相同')).toBeVisible()

  const move = () =>
    page.request.fetch(`${sluice.url}/api/v1/opportunities/${deal.id}/stage-moves`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      data: { toStage: pipeline.stages[1]!.key },
    })
  const refused = await move()
  expect([refused.status(), (await refused.json()).type]).toEqual([422, 'gate-not-passed'])
  await page.goto(`/opportunities/${deal.id}`)
  await expect(page.getByText('填写下一步').first()).toBeVisible()
  await ask(sluice.url, token, 'PATCH', `/opportunities/${deal.id}`, { nextStep: '现场勘查' })
  expect((await move()).status()).toBe(201)
  await page.reload()
  await expect(page.getByText('需求挖掘').first()).toBeVisible()
})

test('stages are put in another order by keyboard, removed and brought back', async ({ page, sluice, token }) => {
  const { items } = await ask<{ items: Pipeline[] }>(sluice.url, token, 'GET', '/pipelines')
  const { id } = items.find(({ key }) => key === 'fast-cycle')!
  await enter(page)
  await page.goto(`/settings/pipelines/${id}`)
  const stages = page.getByRole('navigation', { name: '阶段' })
  const order = async () => (await stages.getByRole('listitem').allInnerTexts()).slice(0, 3).map((text) => text.split('\n')[1])
  await stages.getByRole('button', { name: /线索/ }).first().focus()
  await page.keyboard.press('Alt+ArrowDown')
  await expect.poll(order).toEqual(['成交', '线索', '维护'])
  await stages.getByRole('button', { name: '更多操作: 维护' }).click()
  await page.getByRole('menuitem', { name: '移除' }).click()
  await expect(page.getByText('已移除「维护」')).toBeVisible()
  await page.getByRole('button', { name: '撤销' }).click()
  await expect.poll(order).toEqual(['成交', '线索', '维护'])
  await expect(page.getByText('草稿已保存')).toBeVisible()
  await page.getByRole('button', { name: /更多操作: 快速/ }).click()
  await page.getByRole('menuitem', { name: '放弃草稿' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '放弃草稿' }).click()
  await expect.poll(order).toEqual(['线索', '成交', '维护'])
})

test('two authors of one draft: the second is asked whose stays', async ({ page, browser, sluice, token }) => {
  const { items } = await ask<{ items: Pipeline[] }>(sluice.url, token, 'GET', '/pipelines')
  const { id } = items.find(({ key }) => key === 'showroom')!
  await enter(page)
  const colleague = await aColleague(sluice.url, token, { name: '王芳', role: 'administrator', email: 'wang@example.com' })
  const other = await (await browser.newContext({ baseURL: sluice.url })).newPage()
  await enter(other, colleague)
  for (const author of [page, other]) {
    await author.goto(`/settings/pipelines/${id}`)
    await expect(author.getByLabel('赢率 %')).toHaveValue('8')
  }
  await other.getByLabel('赢率 %').fill('11')
  await expect(other.getByText('草稿已保存')).toBeVisible()
  await page.getByLabel('赢率 %').fill('12')
  const note = page.getByRole('alert').filter({ hasText: '王芳保存了这份草稿' })
  await expect(note).toBeVisible()
  expect(await seriousViolations(page), 'conflict').toEqual([])
  await page.getByRole('button', { name: '用对方的' }).click()
  await expect(page.getByLabel('赢率 %')).toHaveValue('11')
  await expect(note).toBeHidden()
  await other.context().close()
})

test('a stage goes; its deals are brought to the new version where the designer says', async ({ page, sluice, token }) => {
  const named = (name: string) => ({ 'zh-CN': name, 'zh-TW': name, en: name })
  const stages = ['初谈', '试用', '签约'].map((name, at) => ({
    key: `s${at}`,
    phase: 'qualify',
    name: named(name),
    probability: 0.3,
  }))
  const { id } = await ask<Pipeline>(sluice.url, token, 'POST', '/pipelines', {
    key: 'own-way',
    names: named('自建流程'),
    definition: { stages },
  })
  const customer = await aCustomer(sluice.url, token, '常州远望机电有限公司')
  const deal = await ask<{ id: string }>(sluice.url, token, 'POST', '/opportunities', {
    customerId: customer.id,
    name: '旧版本的单',
    pipeline: 'own-way',
  })
  const { definition } = await ask<{ definition: { stages: Stage[] } }>(sluice.url, token, 'GET', `/pipelines/${id}/versions/1`)
  await ask(sluice.url, token, 'POST', `/pipelines/${id}/publications`, {
    definition: { ...definition, stages: definition.stages.slice(1) },
    basedOn: 1,
  })
  await enter(page)
  await page.goto(`/settings/pipelines/${id}`)
  await page.getByRole('button', { name: '更多操作: 自建流程' }).click()
  await page.getByRole('menuitem', { name: '版本' }).click()
  await page.getByRole('button', { name: /把商机带到当前版本/ }).click()
  const dialog = page.getByRole('dialog', { name: '把商机带到当前版本' })
  await expect(dialog.getByRole('button', { name: '带到当前版本' })).toBeDisabled()
  await dialog.getByLabel('「初谈」里的商机移到').selectOption('试用')
  await expect(dialog.getByText('会改用当前版本的商机：1 个。')).toBeVisible()
  expect(await seriousViolations(page), 'version move').toEqual([])
  await dialog.getByRole('button', { name: '带到当前版本' }).click()
  await expect(dialog.getByText('1 个商机改用新版本。')).toBeVisible()
  await expect(dialog.getByText('「初谈」→「试用」：1 个商机')).toBeVisible()
  const moved = await ask<{ stage: Stage }>(sluice.url, token, 'GET', `/opportunities/${deal.id}`)
  expect(moved.stage.key).toBe('s1')
})

test('groups lie in groups, deeper than one reads at a glance', async ({ page, sluice, token }) => {
  const { items } = await ask<{ items: Pipeline[] }>(sluice.url, token, 'GET', '/pipelines')
  const { id } = items.find(({ key }) => key === 'fast-cycle')!
  await enter(page)
  await page.goto(`/settings/pipelines/${id}?part=exit`)
  const picker = page.getByRole('dialog', { name: '添加条件' })
  const add = async (kind: 'any' | 'all' | 'field'): Promise<void> => {
    // the innermost group stands first: buttons of outer groups follow what is in them
    await page
      .getByRole('button', { name: /^(在这一组里添加|添加条件)$/ })
      .first()
      .click()
    await picker.getByRole('combobox').first().selectOption(kind)
    await picker.getByRole('button', { name: '添加' }).click()
    await expect(picker).toBeHidden()
  }
  for (const kind of ['any', 'all', 'any', 'all', 'field'] as const) await add(kind)
  await expect(page.getByRole('button', { name: '填写预计金额', exact: true })).toBeVisible()
  await expect(page.getByText('草稿已保存')).toBeVisible()
  await page.reload()
  // what is deep is folded to a sentence
  await expect(page.getByText('填写预计金额').first()).toBeVisible()
})
