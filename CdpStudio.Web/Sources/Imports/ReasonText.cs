using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using CdpStudio.Core.Sources.Imports;
using CdpStudio.Core.Sources.Imports.Rows;
using CdpStudio.Web.Languages;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Sources.Imports;

/// <summary>Why rows were rejected and imports failed, in the reader's words.</summary>
internal static class ReasonText
{
    private const int MaxValueLength = 60;

    /// <summary>One row, for the file's last column.</summary>
    public static string Of(RejectedRow row, IStringLocalizer<ImportTexts> texts) =>
        row.Reason == RejectReason.Quarantined && row.Detail is not null
            ? texts["Reason.Quarantined.Row", row.Detail]
            : texts[$"Reason.{row.Reason}", row.Column ?? "", Short(row.Value)];

    /// <summary>Many rows with one reason: '9 have no identifier'.</summary>
    public static string Of(RejectCount count, IStringLocalizer<ImportTexts> texts) =>
        texts.Plural($"Count.{count.Reason}", count.Rows, count.Column ?? "");

    /// <summary>Why an import or its undoing ended or a trial broke off; null for none.</summary>
    [return: NotNullIfNotNull(nameof(failure))]
    public static string? Of(string? failure, IStringLocalizer<ImportTexts> texts) => failure is null ? null : Known(failure, texts) ?? failure;

    /// <summary>Null where the words are none of an import's, and are shown as they are.</summary>
    public static string? Known(string words, IStringLocalizer<ImportTexts> texts) => ImportFailure.Read(words) switch
    {
        null => null,
        ImportFailure.BadFile bad => texts[$"Problem.{bad.Problem}", bad.Detail].Value,
        ImportFailure.ColumnMissing missing => texts["Failure.ColumnMissing", missing.Name, missing.Found].Value,
        ImportFailure.FileGone => texts["Failure.FileGone"].Value,
        ImportFailure.TakenBack => texts["Failure.TakenBack"].Value,
        ImportFailure.Crashed crashed => texts["Failure.Crashed", crashed.Exception].Value,
        var other => throw new UnreachableException(other.GetType().Name),
    };

    private static string Short(string? value) => value is { Length: > MaxValueLength } ? value[..MaxValueLength] + "…" : value ?? "";
}
