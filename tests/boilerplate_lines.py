"""What PubMed's site prints around every article, line by line: no line of an article's own text is one of these.

Whole lines, as text extractors leave them. Words that may also be a line of an article (`Abstract`, `References`,
`Medical`, names of days, numbers) are not here.
"""

import re

_MARKS = re.compile(r"^(?:[-*•#>|\s]|\[[x ]?\](?!\())+|[*_|\s]+$")
"""Signs of lists, headings and emphasis that an extractor may put around a line."""

_BANNER = """
Skip to main page content
U.S. flag
An official website of the United States government
Here's how you know
Dot gov
The .gov means it’s official.
Federal government websites often end in .gov or .mil. Before sharing sensitive information, make sure you’re on a federal government site.
Https
The site is secure.
The https:// ensures that you are connecting to the official website and that any information you provide is encrypted and transmitted securely.
Log in
Show account info
Close
Account
Logged in as:
username
Dashboard
Publications
Account settings
Log out
Access keys
NCBI Homepage
MyNCBI Homepage
Main Content
Main Navigation
Access keys NCBI Homepage MyNCBI Homepage Main Content Main Navigation
Clipboard, Search History, and several other advanced features are temporarily unavailable.
Filters applied. Clear filters
This site needs JavaScript to work properly. Please enable it to take advantage of the complete set of features!
Advanced
Clipboard
User Guide
Search:
"""
_DIALOGS = """
Save
Email
Send to
Send To
Save citation to file
Format:
Summary (text)
Abstract (text)
Create file
Cancel
Create file Cancel
Email citation
Subject:
Email address has not been verified
Email:
(change)
To:
MeSH and other data
Optional text in email:
Send email
Send email Cancel
Add to Collections
Create a new collection
Add to an existing collection
Name your collection:
Name must be less than 100 characters
Choose a collection:
Unable to load your collection due to an error
Unable to load your delegates due to an error
Please try again
Add
Add Cancel
Add to My Bibliography
My Bibliography
Your saved search
Name of saved search:
Search terms:
Test search terms
Would you like email updates of new search results?
Saved Search Alert Radio Buttons
Frequency:
Which day?
The first Sunday
The first weekday
Report format:
Send at most:
Send even when there aren't any new results
Save Cancel
Create a file for external citation management software
Your RSS Feed
Name of RSS Feed:
Number of items displayed:
Create RSS
Create RSS Cancel
RSS Link
Copy
Full text links
Full text links Cite
Actions
Cite
Collections
Cite Collections
Permalink
Share
Display options
Display options Display options
Format
Format Abstract PubMed PMID
Page navigation
Title & authors
Item in Clipboard
Copy Download .nbib
Copy Download .nbib .nbib
Download .nbib
.nbib
Citation manager
Citation Manager
Format: AMA APA MLA NLM
"""
_SECTIONS = """
PubMed Disclaimer
Disclaimer
Affiliations
Affiliations Expand
Affiliation
Expand
Collapse
Search in PubMed
Search in MeSH
Search in NLM Catalog
Add to Search
Free PMC article
Free PMC article.
Free article
No abstract available
No abstract available.
See this image and copyright information in PMC
Similar articles
See all similar articles
Cited by
See all "Cited by" articles
Related information
Comment in
Comment on
Erratum in
Retraction in
Update in
Update of
PubMed
PMC
PMC images
MedGen
LinkOut - more resources
Full Text Sources
Other Literature Sources
Research Materials
Europe PubMed Central
PubMed Central
MedlinePlus Health Information
NCI CPTC Antibody Characterization Program
Retracted article
See the retraction notice
This is a preprint.
"""
_FOOTER = """
NCBI Literature Resources
MeSH PMC Bookshelf Disclaimer
MeSH
Bookshelf
The PubMed wordmark and PubMed logo are registered trademarks of the U.S. Department of Health and Human Services (HHS). Unauthorized use of these marks is strictly prohibited.
Follow NCBI
Twitter
Facebook
LinkedIn
GitHub
SM-Twitter
SM-Facebook
SM-Youtube
Connect with NLM
National Library of Medicine
8600 Rockville Pike
Bethesda, MD 20894
Web Policies
FOIA
HHS Vulnerability Disclosure
Help
Accessibility
Careers
NLM
NIH
HHS
USA.gov
"""
_LEGACY = """
Send to:
Choose Destination
See comment in PubMed Commons below
PubMed Commons
PubMed Commons home
How to join PubMed Commons
Supplemental Content
Sign in to NCBI
You are here:
Save items
Add to Favorites
View more options
Author information
Recent Activity
Turn Off
Turn recording back on
Your browsing activity is empty.
Activity recording is turned off.
See more...
Related citations in PubMed
Support Center
Write to the Help Desk
GETTING STARTED
POPULAR
FEATURED
NCBI INFORMATION
"""

BOILERPLATE_LINES = frozenset(
    line for lines in (_BANNER, _DIALOGS, _SECTIONS, _FOOTER, _LEGACY) for line in lines.strip().splitlines()
)


def boilerplate_in(text: str) -> list[str]:
    """The lines of a text that are the site's, without the marks of an extractor."""
    lines = (_MARKS.sub("", " ".join(line.split())) for line in text.splitlines())
    return [line for line in lines if line in BOILERPLATE_LINES]
