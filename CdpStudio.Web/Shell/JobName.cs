using CdpStudio.Core.Jobs;
using CdpStudio.Web.Languages;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Shell;

internal static class JobName
{
    extension(IStringLocalizer<ShellTexts> texts)
    {
        /// <summary>The kind in the reader's words; a kind that has none yet shows its own name.</summary>
        public string KindOf(string kind) => texts[$"Task.{kind}"] is { ResourceNotFound: false } word ? word.Value : kind;

        /// <summary>What the run is about: its kind and, where it has one, its subject.</summary>
        public string NameOf(JobRow run, ViewCulture view) =>
            run.Subject is null ? texts.KindOf(run.Kind) : view.Labelled(texts.KindOf(run.Kind), run.Subject);
    }
}
