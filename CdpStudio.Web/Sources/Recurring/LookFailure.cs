using CdpStudio.Core.Sources.Recurring;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Sources.Recurring;

/// <summary>Why a look failed, in the reader's words.</summary>
internal static class LookFailure
{
    /// <summary>Null where the words are none of a look's, and are shown as they are.</summary>
    public static string? Known(string words, IStringLocalizer<RecurringTexts> texts)
    {
        if (RecurringProblems.Read(words) is not { } read) return null;

        var problem = texts[$"Problem.{read.Problem}"].Value;
        return read.Status == 0 ? problem : texts["ProblemAnswered", problem, read.Status].Value;
    }
}
