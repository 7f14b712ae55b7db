using System.Globalization;
using CdpStudio.Core.Duplicates;
using CdpStudio.Core.Jobs;
using CdpStudio.Core.Linkage;
using CdpStudio.Web.Languages;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Duplicates;

internal static class DuplicateWords
{
    public const string Address = "/profiles/duplicates";

    public static string AddressOf(long pair) => string.Create(CultureInfo.InvariantCulture, $"{Address}/{pair}");

    /// <summary>Cut, never rounded up: nothing that is guessed is certain.</summary>
    public static string Percent(double probability, ViewCulture view) => (Math.Floor(probability * 1000) / 1000).ToString("P1", view.Formats);

    public static string Bits(double bits, ViewCulture view) => bits.ToString("+0.0;-0.0;0.0", view.Formats);

    extension(IStringLocalizer<DuplicateTexts> texts)
    {
        public string LikelihoodOf(double probability) => probability switch
        {
            >= 0.99 => texts["AlmostCertain"],
            >= 0.9 => texts["VeryLikely"],
            >= 0.75 => texts["Likely"],
            _ => texts["Possible"],
        };

        public string FieldOf(EvidenceStep step) => step.Field ?? texts["NameOrder"];

        public string AgreementOf(Agreement agreement) => texts["Agreement." + agreement];

        /// <summary>Why it came otherwise, in the reader's words; null when it came as asked.</summary>
        public string? RefusalOf(DuplicateOutcome outcome) => outcome == DuplicateOutcome.Done ? null : texts["Outcome." + outcome].Value;

        /// <summary>Why a search failed; null for what is said elsewhere.</summary>
        public string? FailureOf(string words) => words == DuplicateFailure.Overtaken ? texts["FailureOvertaken"].Value : null;

        /// <summary>What a threshold costs, as the last search expects it.</summary>
        public string ExpectedOf(ExpectedError error, ViewCulture view) => texts[
            "Expected", new Whole(error.Pairs), error.Wrong.ToString(error.Wrong < 10 ? "0.0" : "N0", view.Formats), Percent(error.Missed, view)];
    }

    public static bool IsAtWork(JobRow? run) => run?.State is JobState.Queued or JobState.Running;

    /// <summary>With the culture's separators.</summary>
    private sealed record Whole(long Number) : IFormattable
    {
        public string ToString(string? format, IFormatProvider? formatProvider) => Number.ToString("N0", formatProvider);
    }
}
