-- What is looked at in the data, and which words of the council each check rests on. The council's own data quality
-- standards are named in its strategy (001 paragraph 7.6(h)) and set out in none of its papers, so nothing of them is
-- made up here: a check cites the council's own sentence that asks for it, and the characteristic of good data it is
-- about is named as the Audit Commission's "Standards for better data quality" of 2007 named them for councils.
create view quality_checks as
select *
from (values
    ('returns in', 1, 'completeness', 'Returns that are in', 'Every row a service owes for the period has been returned, or has an accepted reason.',
        '001 paragraph 7.7(d)', 'Updating CorVu in accordance with the agreed frequencies'),
    ('on time', 2, 'timeliness', 'Returns that came on time', 'Every row of the return first arrived by its own due day.',
        '001 paragraph 7.6(e)', 'Ensuring that CorVu is updated promptly'),
    ('fresh', 3, 'timeliness', 'Measures whose newest figure is as new as it should be', 'No figure due since the newest one is missing.',
        '001 paragraph 2.17', 'up to date and relevant performance information'),
    ('owned', 4, 'governance', 'Measures with an owner', 'A post, a service that stands today and a portfolio are given for it.',
        '001 paragraph 7.6(d)', 'Taking ownership for the achievement of performance measures'),
    ('explained below', 5, 'relevance', 'Figures below target that are explained', 'What happened, why and what will be done next are each given.',
        '001 paragraph 7.6(f)', 'where measures are unlikely to be met, together with actions to address the situation'),
    ('provisional', 6, 'accuracy', 'Provisional figures', 'Its sender marked it as one that may still change.',
        '001 paragraph 3.2', 'Ensuring data is accurate'),
    ('revised', 7, 'accuracy', 'Revised figures', 'The figure in force differs from the one first reported.',
        '001 paragraph 3.2', 'Ensuring data is accurate'),
    ('explained', 8, 'validity', 'Figures that had to be explained', 'The check asked about the row, as of an unusual value, and its sender answered.',
        '001 paragraph 7.6(h)', 'performance data supplied by their service area meets the Council''s data quality standards'),
    ('no definition', 9, 'validity', 'Measures without a definition', 'The plan does not say how it is worked out.',
        '001 paragraph 7.6(h)', 'performance data supplied by their service area meets the Council''s data quality standards'),
    ('no source', 10, 'reliability', 'Measures without a source', 'The plan does not say where its figures come from.',
        '003 line 248', 'level and reliability of information'),
    ('old definition', 11, 'relevance', 'Definitions not looked at for two years', 'It was not changed, sent again or graded within two years.',
        '001 paragraph 2.17', 'up to date and relevant performance information'),
    ('small numbers', 12, 'reliability', 'Shares of fewer than 20 cases', 'One case more or less moves it by more than five percentage points.',
        '003 line 248', 'level and reliability of information'),
    ('graded', 13, 'reliability', 'Measures a champion has graded', 'The service''s data quality champion has said how far it can be relied on.',
        '001 paragraph 7.6(h)', 'Taking the role of data quality champions'),
    ('audited', 14, 'accuracy', 'Measures that have been audited', 'Somebody who audits went through its figures and the papers behind them.',
        '001 paragraph 3.2', 'Ensuring data is accurate')
) as listed (check_code, position, characteristic, title, meaning, source_ref, council_words);

comment on view quality_checks is 'One row per check of the data''s quality: what it counts, and the council''s words it rests on.';
comment on column quality_checks.check_code is 'The check''s short name.';
comment on column quality_checks.position is 'Its place on the page.';
comment on column quality_checks.characteristic is 'accuracy, validity, reliability, timeliness, relevance or completeness, as the Audit Commission named them; or governance.';
comment on column quality_checks.title is 'What it counts, in a few words.';
comment on column quality_checks.meaning is 'When a return, measure or figure is counted by it.';
comment on column quality_checks.source_ref is 'The document and paragraph it rests on.';
comment on column quality_checks.council_words is 'That paragraph''s own words.';
