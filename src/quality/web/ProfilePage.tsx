import { Button } from '@mantine/core'
import { IconTargetArrow } from '@tabler/icons-react'
import { useState, type ReactNode } from 'react'
import { call, type Problem, type ReplyOf } from '../../ui/api.ts'
import { notify } from '../../ui/Notices.tsx'
import { Panel } from '../../ui/Page.tsx'
import { useRead, useWrite } from '../../ui/reading.ts'
import { SettingFoot, SettingForm, SettingPage } from '../../ui/SettingPage.tsx'
import { EmptyState } from '../../ui/States.tsx'
import { useWords } from '../../ui/use-words.ts'
import { proposeProfile, readQualitySetting, saveQualitySetting, tryProfile } from '../contract.ts'
import { MatrixMapping } from './MatrixMapping.tsx'
import { Premium, Mandatory } from './ProfileParts.tsx'
import { Criteria } from './Criteria.tsx'
import { emptyProfile, type Profile } from './profile-view.ts'
import classes from './Quality.module.css'
import { Strategies } from './Strategies.tsx'
import { Trial } from './Trial.tsx'
import { words } from './words.ts'

type Setting = ReplyOf<typeof readQualitySetting>

/** 目标客户画像: what a customer must be like to be worth the effort; every customer is judged by it. */
export function ProfilePage(): ReactNode {
  const t = useWords(words)
  const setting = useRead(readQualitySetting, {}, { follows: ['quality'] })
  return (
    <SettingPage title={t('profile')} setting={setting}>
      {(one) => (
        <div className={classes['page']}>
          <Editor key={one.version} setting={one} />
          <MatrixMapping key={`matrix ${one.version}`} setting={one} />
          <Strategies />
        </div>
      )}
    </SettingPage>
  )
}

function Editor({ setting }: { setting: Setting }): ReactNode {
  const t = useWords(words)
  const [profile, setProfile] = useState<Profile | null>(setting.profile)
  const [trial, setTrial] = useState<ReplyOf<typeof tryProfile>>()
  const [problem, setProblem] = useState<Problem>()
  const closed = setting.permissions.edit?.sentence
  const save = useWrite(saveQualitySetting, {
    touches: ['customers'],
    onDone: () => notify.done(t('profileSaved')),
    onProblem: (refused) => (refused.code === 'version-conflict' ? notify.info(t('conflict')) : setProblem(refused)),
  })
  const attempt = useWrite(tryProfile, { onDone: setTrial, onProblem: setProblem })
  const draft = async (): Promise<void> => {
    const drafted = await call(proposeProfile, {})
    setProfile(drafted.profile)
    setTrial(undefined)
    notify.info(t('drafted', { count: drafted.buyers }))
  }
  const edit = (next: Partial<Profile>): void => {
    setProblem(undefined)
    setTrial(undefined)
    setProfile((before) => ({ ...(before ?? emptyProfile), ...next }))
  }
  if (!profile)
    return (
      <EmptyState icon={<IconTargetArrow size={28} />} title={t('profileNone')} hint={closed ?? t('profileNoneHint')}>
        {closed === undefined && (
          <>
            <Button onClick={() => void draft()}>{t('draft')}</Button>
            <Button variant="default" onClick={() => setProfile(emptyProfile)}>
              {t('addCriterion')}
            </Button>
          </>
        )}
      </EmptyState>
    )
  return (
    <SettingForm
      hint={t('profileHint')}
      closed={closed}
      onSend={() =>
        save.mutate({ body: { profile, matrix: setting.matrixIsDefault ? null : setting.matrix }, ifMatch: setting.version })
      }
    >
      <Mandatory profile={profile} onChange={edit} />
      <Criteria profile={profile} onChange={edit} />
      <Premium profile={profile} onChange={edit} />
      <Panel>
        <label className={classes['tick']}>
          <input
            type="checkbox"
            checked={profile.keepsStated}
            onChange={(event) => edit({ keepsStated: event.currentTarget.checked })}
          />
          {t('keepsStated')}
        </label>
        <SettingFoot saving={{ isPending: save.isPending, problem }} label={t('save')}>
          <Button
            variant="default"
            loading={attempt.isPending}
            onClick={() => {
              const { keepsStated: _, ...body } = profile
              attempt.mutate({ body })
            }}
          >
            {t('tryIt')}
          </Button>
          <Button variant="subtle" onClick={() => void draft()}>
            {t('draft')}
          </Button>
        </SettingFoot>
        {trial && <Trial trial={trial} />}
      </Panel>
    </SettingForm>
  )
}
