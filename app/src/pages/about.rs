//! What happens to a file, and how an answer is worked out.

use yew::prelude::*;

use super::PageContent;
use crate::route::Page;
use crate::site::Site;

pub(super) fn page(site: &Site) -> PageContent {
    let catalog = &site.content.catalog;
    PageContent {
        title: "About \u{b7} Final Stage".to_owned(),
        description:
            "How your file is kept on your machine, how images are measured, and what the answer cannot know."
                .to_owned(),
        body: html! {
            <div class="plain">
                <h1>{ "About Final Stage" }</h1>

                <h2 id="privacy">{ "Your file stays on your machine" }</h2>
                <p>{ "The analyzer is fetched when your pointer or the keyboard comes near the tool. Before your file is \
                      opened, the page adds a second content security policy to itself that allows no connection at all. \
                      A browser lets a page make its policy stricter and never looser. Only then is the analyzer started, \
                      and it inherits the policy." }</p>
                <p>{ "So from the moment you choose a file, neither the page nor the analyzer can reach any network, \
                      this site\u{2019}s own host included. The page has a button that tries." }</p>
                <p>{ "What the lock does not stop: a link that you follow yourself, which leaves the page and your file \
                      behind. And the host of this site sees that its pages were fetched, as every host does. \
                      The theme, the runtime whose messages you choose, the lessons you have read, whether / opens the search and \
                      that the site\u{2019}s typefaces were fetched \
                      are kept in your browser, beside what the next two sections tell of; nothing else is." }</p>

                <h2 id="kept">{ "What this tab keeps of your file" }</h2>
                <p>{ "When a report stands there, this tab keeps what was read of your file, so that the pages you open next can \
                      say how it ends in the image they speak of, and so that the report comes back without the file: its \
                      name and size, what the analyzer took out of it (names of libraries, versions and symbols, and the \
                      strings it looked for), and the verdicts. Of the file\u{2019}s bytes only the first 512 and the last 128, where \
                      packers sign, are among that. It is 1 MB at most: where more was read, nothing is kept, and the page \
                      says so. Of a sample, and in a frame on another site, nothing is kept." }</p>
                <p>{ "It stands in the tab\u{2019}s session storage: no other site can read it, and it is part of no request. It is gone \
                      when you close the tab (a browser that brings closed tabs back may bring it back, too), when another \
                      file takes its place, or when you press \u{201c}Forget it\u{201d}, on the first page, on that of an image or at the end of a lesson." }</p>
                <p>{ "The page that read your file is locked, and the pages you open after it are not: they can reach this \
                      site\u{2019}s host, and what is kept is within their reach. None of them sends it; a test of this site looks at \
                      every request of such a visit. Whoever would rather not rely on that forgets the file before leaving \
                      the page." }</p>

                <h2 id="offline">{ "Without a network" }</h2>
                <p>{ "When you read a page other than the tool\u{2019}s, your browser keeps a copy of the whole site but for the \
                      samples, about 1 MB as it travels. From then on it reads, searches and analyses without a network. A newer version is fetched in \
                      the background, and a line at the foot of the page says so. The copy holds the files of this site and \
                      nothing else: the service worker that keeps it takes no messages from a page, and a locked page cannot \
                      ask it for anything, because the browser holds the page to its policy before it asks the worker." }</p>
                <p>{ "The tool\u{2019}s page starts no such copy, so that nothing is on its way when you choose a file. Where a copy \
                      is there already, the browser may look for a newer version of the site when you open the page, and fetch \
                      it. Those requests are the browser\u{2019}s own, and name files of this site." }</p>

                <h2 id="keys">{ "Keys" }</h2>
                <p>{ "/ or Ctrl+K opens the search; there, arrows choose, Enter goes, Esc closes, and / can be switched off. The right \
                      and the left arrow lead to the next lesson and the one before, and along the images. Where you type, and \
                      in what scrolls or is chosen by arrows, keys do what they always do." }</p>

                <h2 id="embed">{ "On your own site" }</h2>
                <p>{ "The tool alone, without what this site has around it, stands at " }<a href={site.links.to(&Page::Embed)}><code>{ "embed/" }</code></a>
                    { " and may be shown in a frame:" }</p>
                <pre class="machine">{ format!("<iframe src=\"{}embed/\" title=\"Final Stage\" width=\"100%\" height=\"800\"></iframe>", site.address.map_or("https://ADDRESS-OF-THIS-SITE/", |address| address.root())) }</pre>
                <p>{ "It locks itself in the frame as it does here, and tells the site around it nothing. " }<code>{ "?sample=go-cgo" }</code>
                    { " behind the address shows a sample. On every other page, the site asks browsers not to show it in frames, \
                       where the host sends headers. Whoever uses a tool in a frame cannot see its address, and has to trust \
                       the page around it to have framed the real one." }</p>

                <h2 id="reading">{ "How a file is read" }</h2>
                <p>{ "In pieces: the headers, the dynamic section, the tables of strings and versions. A program of one \
                      gigabyte costs a few slices of some kilobytes. Nothing of it is run." }</p>
                <p>{ "Of a folder or an archive, the executables and libraries are read, each by the path at which it lies, and \
                      a program is judged with the libraries beside it. Links in a tar count as further paths. A browser \
                      may pass over links in a folder: pack one that has them." }</p>

                <h2 id="measuring">{ "How images are measured" }</h2>
                <p>
                    { "From the packages that their own definitions list, unpacked and read by a second, independent \
                       reader of ELF files: every library in the loader\u{2019}s search path, its symbol versions, the loaders \
                       present. " }
                    { format!("Last measured on {}.", catalog.date) }
                    { " Images that cannot be measured this way are entered from a cited source, and their rungs say \
                       \u{201c}documented\u{201d}." }
                </p>

                <h2 id="limits">{ "What the answer cannot know" }</h2>
                <ul>
                    <li>{ "Libraries that the program opens while it runs (dlopen, name services, plug-ins)." }</li>
                    <li>{ "Files it expects: certificates, time zones, a shell, its own configuration." }</li>
                    <li>{ "What has changed in an image since the day it was measured." }</li>
                </ul>
            </div>
        },
        has_island: false,
        files: Vec::new(),
    }
}
