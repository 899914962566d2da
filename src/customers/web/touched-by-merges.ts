/** What else a merge changes on screen. */
export const touchedByMerges = ['contacts', 'opportunities', 'activities', 'leads', 'tasks', 'audit', 'search', 'boards']
