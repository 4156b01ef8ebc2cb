"""What officers wrote beside the demonstration's figures: for each topic, sets of what happened, why and what next."""

from random import Random
from typing import NamedTuple

NUMBERS = ("two", "three", "four", "five", "six", "seven")

SEASONS = {"winter": (11, 12, 1, 2, 3), "spring": (3, 4, 5), "summer": (5, 6, 7, 8, 9)}


class Comment(NamedTuple):
    """The three things said beside a figure that fell short."""

    what_happened: str
    why: str
    what_next: str


# A topic, then groups of three lines: what happened, why, what next.
# A first line may open with a season, for what can be said in its months alone.
# {a} is a small number in words, {A} the same at the head of a sentence, {b} a number of ten or more.
TEXT = """
# relet
{A} homes on one estate stood empty for more than seven weeks before they were let.
{A} homes needed new kitchens before letting, which added about {b} days to each.
Order kitchens when notice is given, and not when the keys come back.
Offers on sheltered flats were turned down more often than in the same months last year.
{A} sheltered flats were refused at least twice; applicants wanted ground-floor homes.
Advertise sheltered flats to the wider list and show them before the old tenancy ends.
winter: Keys came back late over the holidays and gas checks had to wait for the contractor.
The gas contractor was {a} fitters short for {b} days, so checks queued.
Book the gas check for the day the keys are due, with a second contractor in reserve.
# repairs
The contractor carried work over from the month before and began this one behind.
{b} jobs waited for parts, most of them windows and doors made to order.
Agree a van stock list with the contractor and check it each Friday.
winter: Cold weather brought a rush of boiler and burst pipe jobs, and ordinary work was put back.
Boiler call-outs rose by {b}% and took {a} plumbers from planned work.
Bring in a second heating contractor from November to March.
Some jobs were closed late on the system although the work was done on time.
An audit of {b} job sheets found {a} closed after the day of the work.
Give operatives handheld devices so that jobs are closed on the doorstep.
# gas
Tenants did not answer repeated appointments, so engineers could not get in.
{A} households gave no access after three letters; one court date was put back.
Apply for the warrants, and offer evening and Saturday visits before that stage.
# rent
More tenants asked to pay by smaller instalments after losing work.
{b} more tenants than a year ago had their hours cut, and housing benefit took time to follow.
Officers will call every tenant two weeks in arrears and help with benefit claims.
A direct debit run did not reach the bank in time and payments fell into the next period.
The run covered {b} accounts; the money came in {a} days later.
Check the run against the bank's receipt each month before it is due.
# homeless
More families asked for help after a private tenancy came to an end.
Private tenancies ending made up {b} of the new cases, against {a} in the same months last year.
Offer rent deposits to landlords who will keep the tenancy going for a year.
Families stayed longer because fewer homes came up to move on to.
{A} expected housing association lettings slipped when a scheme was finished late.
Agree with the associations that homes ready early go first to families who are waiting.
Repossessions by lenders brought families who had not come to us before.
The county court made {b} orders on homes in the district, {a} more than in the last quarter.
Pay for a second day of debt advice at court and use the mortgage rescue scheme.
# bandb
Placements early in the year cost more than the budget allowed, and the total still carries them.
{A} large families were placed for more than {b} nights before a house could be found.
Lease {a} more houses from private owners so that hotels are used for emergencies alone.
Spending in the month itself was close to plan, but the total since April remains above it.
The overspend of the first quarter came from {a} placements outside the district.
Review every placement after seven days and report to the budget holder each week.
# homes
Work on two larger sites started later than the builders had told us.
Builders held back {b} homes until buyers came forward; one site stopped for {a} weeks.
Meet the {a} largest builders each quarter and bring forward grant where it frees a site.
Schemes due this quarter are built but wait for roads and drains to be signed off.
{b} homes on {a} sites are finished and not yet handed over.
Press for sign-off with the county council and list the homes by the week they are due.
Surveys showed more homes needing work than the stock records said.
A sample of {b} homes found {a} with wiring older than the record.
Re-plan the year's programme around the survey and let the extra wiring contract.
# planning
Two case officers left in the same month and their cases were shared among the rest.
{A} applications went past their date while posts were empty, about {b} days over on average.
Fill both posts, and use an agency planner for householder cases until then.
A legal agreement held up decisions that officers were otherwise ready to make.
{A} decisions waited more than {b} days for agreements to be signed.
Send a draft agreement with the first letter, and set a date after which we decide without it.
More applications than usual needed changed drawings before they could be decided.
{b} applicants sent changed plans late, and {a} asked us to wait for them.
Ask for changes by the fourth week and refuse, or invite a new application, after that.
Committee dates fell badly for cases called in by parish councils.
{A} cases missed their date by waiting {b} days for the next meeting.
Add a short meeting in the long gaps of the committee calendar.
# appeals
Several appeals turned on whether new homes in villages were needed, which inspectors now weigh more.
{A} of the appeals allowed were about housing land, after a decision letter {b} weeks before.
Set out the housing supply figures in every report to committee.
The inspector took a different view from the committee on design in villages.
{A} of the appeals allowed were refused against officers' advice.
Bring each allowed appeal back to members with the inspector's reasons.
# enforcement
Older cases were closed first, so more of those closed were already past their date.
One of {a} posts was vacant for {b} weeks and {a} long-running cases took up site visits.
Recruit to the vacant post and sort new cases by harm within two days.
Owners were given more time to put things right without a notice.
{A} owners were given extra time of {b} days on average; {a} have since complied.
Limit extra time to 28 days, agreed by the manager, and serve notice after that.
Complaints about one large site took up much of the team's time.
The site brought {b} separate complaints and needed {a} joint visits with the county council.
Handle the site as one case with a named post, and return officers to ordinary visits.
# searches
Searches waited for answers from the county council's highways team.
County answers took {a} days on average, and {b} searches waited longer than that.
Take a weekly highways file from the county council in place of letters.
Paper registers had to be looked up by hand while records were being copied.
{b} searches touched parishes whose registers are not yet on the computer.
Finish copying the {a} largest parishes first.
# fees
Householder applications held up, but builders put back the larger schemes that pay most.
Income from large schemes is £{b},000 below the profile, and {a} schemes now have no date.
Ask the {a} agents with schemes in hand for dates, and revise the forecast for Cabinet.
Advice before application brought in less than the new charge was meant to.
{b} advice meetings were paid for, where the budget allows for {a} more each month.
Publish the charge with examples and offer meetings within ten working days.
Fewer large applications came in than the budget expected.
{A} large schemes expected this year were put back, worth about £{b},000 in fees.
Review the income forecast with Accountancy each month and hold vacant posts to match.
# posts
An offer of a job was turned down late and the post had to be advertised again.
{A} offers were made in {b} weeks and one was taken up.
Interview within ten days of the closing date and keep a reserve for each post.
Posts came free faster than they could be filled, most of them at the same grade.
{A} people left for neighbouring councils, and one advertisement brought {a} applicants alone.
Offer a career grade to new planners and advertise with two neighbouring councils.
# recycling
summer: Garden waste was well down on the same month of last year.
A dry spell cut garden waste by about {b}%, which takes {a} points off the figure.
Remind residents what else goes in the green bin through the autumn leaflet.
A load of dry recycling was turned away at the sorting plant.
{b} tonnes were turned away because {a} rounds had collected the wrong plastics.
Crews will tag wrong bins and the team will visit the {a} rounds concerned.
# waste
Black bins were heavier than planned on the larger estates.
Checks on {b} streets found {a} in ten bins with food that could have been composted.
Give out food caddies on the estates and check the same streets in three months.
winter: More waste went into black bins after the holidays than the profile allowed.
Black bin weights were {a}% up on {b} rounds over the holiday fortnight.
Collect extra card and glass in the fortnight after Christmas.
# bins
The total since April still carries a bad start to the year for {a} of the rounds.
The {a} rounds made up {b}% of the reports; the others were close to their usual level.
Visit the {a} rounds with their crews and check repeat addresses each week.
New crews were learning rounds that had been redrawn.
{A} of {b} rounds changed on the same day, and two lorries were off the road.
Ride-along checks on the changed rounds until reports fall to the usual level.
winter: Snow and ice kept lorries out of the smaller villages.
Crews could not reach {b} villages for {a} days.
Publish catch-up days on the website and by text as soon as a round is stopped.
# streets
Several surveys were done after strong winds, when sweeping had been put back.
{A} of the sites below standard were on main roads where sweeping needs lane closures.
Join sweeping to the county council's closures, and move one sweeper to main roads.
Some hired vehicles and sweepers were out of use when reports came in.
One vehicle was off the road for {b} days and reports rose by {a} a week.
Keep a spare vehicle on call and share one with the neighbouring council.
# regulation
Businesses inspected for the first time were less ready than those visited before.
{b} new businesses were inspected, and {a} needed a second visit.
Send new businesses a short guide, and hold {a} free sessions before the next round.
Fewer forms came back than usual, so a handful of replies moved the figure.
{b} forms came back; {a} spoke of the time taken to receive a letter.
Send letters within five days of a visit, and ask for views by telephone.
# carbon
Heating and lorry fuel used more than was planned for.
A cold winter added {b} tonnes of gas use, and {a} older lorries ran longer than planned.
Fit heating controls in {a} buildings and bring the new lorries forward.
# tax
Some instalments due at the month's end came in during the first days of the next.
{b} payers moved to twelve instalments, and {a} large accounts paid late.
Send reminders within seven days and take the large accounts first.
More households fell behind after losing work.
Reminders rose by {b}% and {a} times as many people asked for longer to pay.
Offer arrangements at the first reminder, with a benefit check on every call.
# rates
Several businesses put off paying while they waited for a ruling on empty property.
{A} owners of empty units, with {b} accounts, withheld payment until appeals were heard.
Agree part payment with the {a} largest and take the rest to court.
# benefits
New claims rose quickly and some waited for proof of earnings.
New claims were {b}% up on the year before while {a} assessors were in training.
Keep overtime on two evenings a week and take evidence by email.
The change of computer system stopped work for several days.
The system was closed for {a} days and {b} hours of overtime did not clear all the post.
Clear claims in date order, with one team on new claims alone.
spring: Year-end rent and pension changes all came in together.
{b}% of the month's post came in one week, with {a} staff on leave.
Plan leave around the year-end and load rent changes from landlords as one file.
# overpay
Larger overpayments were found, which take years to pay back.
{A} fraud cases made up {b}% of the debt found.
Set recovery at the highest rate allowed and use attachment of earnings.
# calls
spring: Calls came in peaks that the rota did not match.
Council tax bills brought {b}% more calls in {a} days, and some callers rang twice.
Spread the bills over three weeks and bring trained staff from other teams at peaks.
New advisers were still in training and took longer on each call.
{A} of the {b} advisers had been in post for less than three months.
Pair each new adviser with an experienced one until they reach the usual pace.
winter: Bad weather led to many calls about bin collections.
Calls about bins were {b}% up for {a} days, and half asked what the website says.
Put a recorded message at the front of the line and keep the website up to date each hour.
# complaints
Replies that needed two services took longer than those that needed one.
{A} replies crossed services and took about {b} days.
Name one service to lead each reply on the day that it arrives.
A few complicated cases had to wait for records held elsewhere.
{A} replies waited for papers in store, {b} working days at the longest.
Ask for stored papers on the first day and tell the person when to expect a reply.
# satisfaction
People who answered spoke most about waiting and about being told what would happen next.
Of {b} people who were less than satisfied, {a} in ten had not been called back.
Make call-backs a task with a date, and check them at the end of each day.
Fewer people than usual were asked because of holidays.
{b} people answered, and {a} of them were unhappy about the same event.
Ask in every week of the quarter so that one event does not weigh so much.
# online
Two services that were ready could not go live before the new payment pages.
The payment pages were {a} weeks late because {b} faults were found in testing.
Put the services live as soon as the pages pass, starting with garden waste.
# invoices
Invoices went to services for approval and came back close to the limit.
{b} invoices waited more than {a} days for one manager's approval.
Let deputies approve, and send a list of waiting invoices each Monday.
A move of supplier records to the new system held up payments.
{A} runs were put back and {b} supplier records had to be entered again.
Check supplier records before each run and pay small firms by hand if a run is late.
# investment
Deposits that matured were placed again at much lower rates.
Bank rate fell and {a} deposits, £{b} million in all, came to an end in the period.
Spread the dates on which deposits end and use the Debt Management Office for short sums.
# debts
Payments for commercial rents came later than in most quarters.
{A} tenants asked to pay in parts over {b} weeks, and their invoices stay open until then.
Agree dates in writing and pass any that are missed to Legal Services.
A few large invoices remain in dispute and grow older each month.
{A} invoices make up {b}% of the older debt, most of them with developers.
Settle the disputes with Legal Services and ask for payment before work where we can.
# audit
Auditors were called to an investigation that was not in the plan.
The investigation took {b} days, and {a} planned audits moved to the next quarter.
Buy {b} days from the county council's team and start the moved audits first.
# money
There were fewer units of work than usual to share the fixed costs.
Fixed costs make up {b}% of the total and could not fall in step; {a} contracts run to March.
Give notice on the contracts that can end early and share the rest with a neighbouring council.
The figure includes costs that will not come again next year.
One-off costs of about £{b},000 and {a} fewer units to share them made the difference.
Review the budget with Accountancy and take out the one-off costs before setting next year's.
# sickness
Long absences made up more of the total than usual.
{A} people were away for more than four weeks, {b}% of all the days lost.
Meet each person after 14 days away and use occupational health from the first month.
winter: Winter illness went through several teams at once.
Colds and flu took {b}% of the days lost, and {a} teams had three or more people away.
Offer flu jabs in October and ask managers to hold return to work talks within two days.
# staff
More people left, and fewer joined, than in a usual quarter.
{A} people retired and {b} moved to other councils within the year.
Hold leaving talks with everyone and report what they say to senior managers.
Several teams put off the work while they reorganised.
{A} teams were reorganised and {b} staff had a new manager part way through.
Managers will give dates for those still to do, and directors will check them each month.
# agency
Temporary staff covered refuse rounds and assessors' posts for longer than the budget allowed.
Cover for {a} long absences cost about £{b},000 more than planned.
Directors will approve each booking over four weeks, and ask first whether another team can help.
Agency planners and accountants were kept on while permanent posts were advertised again.
{A} posts were advertised twice, and each extra month of cover cost about £{b}00.
Move {a} agency workers to fixed terms and let the remaining bookings end.
A rise in agency rates came into effect before the new contract could be let.
Rates rose by {a}% on {b} bookings in hand.
Join the county's agency contract, which holds rates for two years.
# training
Courses planned for the period were put back so that claims and calls could be dealt with.
{A} courses, {b} days of training in all, moved to later in the year.
Book the courses again now, and keep one afternoon a fortnight free for study.
A course was called off by the college because too few councils had booked.
{b} places were lost, and {a} people must wait for the next course.
Hold the course here and sell the remaining places to neighbouring councils.
# recruitment
Some posts drew few applicants and had to be advertised a second time.
{A} posts, most of them in planning and accountancy, took {b} days longer than the rest.
Write adverts with the service, and use the trade press for posts that are hard to fill.
Checks on references and records held up start dates.
{A} people waited {b} days for a records check.
Ask for checks on the day an offer is made, and chase after ten days.
# equality
Services finished fewer assessments than their plans gave for the period.
{A} services have {b} assessments still to write, most of them for smaller policies.
Hold a workshop for each of the {a} services and bring the rest to its managers' meeting.
Assessments took longer where nobody had been consulted before.
{A} policies went back for consultation, which takes {b} days.
Join the consultations to the parish forum and share one form between services.
# parishes
Parish councils needed more time for their surveys than they had planned.
{A} parishes sent out forms late, and {b} volunteers are still putting in the answers.
Lend a laptop and an officer for a day to each parish that is putting in answers.
A printer's delay held back plans that parishes had agreed.
{A} plans of about {b} pages each were waiting for the printer.
Pay for short print runs from the partnership's grant and put the plans on the website.
# partnership
Figures for some shared targets depend on partners and were below what they had agreed.
{A} targets, led by the county council and the police, were short by up to {b}%.
Ask each lead partner to bring a plan to the next board meeting.
Partnership scores moved when two groups were brought together.
The new group brought in {a} more risks, {b} days after it was formed.
Score the new group's risks again once its terms of reference are agreed.
# itavail
The main systems were out of use for longer than planned during one week.
A disk array broke down, and {a} systems were down for {b} hours in all.
Replace the array and test the standby copy each quarter.
A power cut at the offices stopped the servers and they came back slowly.
Power was off for {a} hours, and {b} services had to be started by hand.
Test the generator under load and write down the order in which systems restart.
# helpdesk
The team covered an office move as well as its usual calls.
Moving {b} desks took {a} technicians away from the help desk for a week.
Bring in a temporary technician for moves of more than ten desks.
Laptops sent back for repair waited on the maker and held their calls open.
{b} laptops waited {a} days on average for parts under warranty.
Keep {a} spare laptops to lend, and close the call when one is handed over.
Calls rose after new desktop software was put in.
{b}% more calls came in during {a} weeks after the change.
Put answers to the most common questions on the intranet and extend morning cover.
# projects
Projects waited for decisions that belonged to other services.
{A} projects waited more than {b} days for a service to test the work.
Agree test dates with services at the start, and report slips to the project board.
# general
The work was put back while staff dealt with something more urgent.
{A} pieces of work moved to the next quarter, about {b} days of officer time.
Bring the work back into the team's plan with a date for each piece.
Partners sent their part later than agreed, so the work could not be finished.
{A} partners sent their part late, {b} days on average.
Ask partners for their part two weeks sooner and remind them by telephone.
Fewer people took part than planned, most of them giving other meetings as the reason.
{b} people were invited to {a} events that fell in the same weeks as parish meetings.
Hold events in the evening at village halls and agree dates with parishes first.
"""

FORECAST_REASONS = (
    "The last three figures have moved this way, and the work described should hold that to March.",
    "Based on the average since April and on the same months of last year.",
    "Assumes that demand stays as it is and that no more posts fall vacant.",
    "The second half of last year was better than the first, and the same is expected.",
    "The steps taken this quarter should show in the figures from the next one.",
)


def _topics() -> dict[str, tuple[Comment, ...]]:
    """The text above, by topic."""
    blocks = (block.strip().splitlines() for block in TEXT.split("# ")[1:])
    return {lines[0]: tuple(Comment(*lines[i : i + 3]) for i in range(1, len(lines), 3)) for lines in blocks}


def _season(words: Comment) -> str:
    """The season a comment opens with; empty where it fits the whole year."""
    opening = words.what_happened.partition(": ")[0]
    return opening if opening in SEASONS else ""


TOPICS = _topics()


def comment(topic: str, month: int, turn: int, rng: Random) -> Comment:
    """The comment whose turn it is among those fit for the month, with its numbers filled in."""
    choices = [words for words in TOPICS[topic] if month in SEASONS.get(_season(words), range(1, 13))]
    said = choices[turn % len(choices)]
    word = rng.choice(NUMBERS)
    slots = {"a": word, "A": word.capitalize(), "b": str(rng.randint(11, 38))}
    return Comment(*(part.removeprefix(f"{_season(said)}: ").format(**slots) for part in said))
