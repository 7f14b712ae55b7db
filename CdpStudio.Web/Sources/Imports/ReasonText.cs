using CdpStudio.Core.Sources.Imports;
using CdpStudio.Core.Sources.Imports.Rows;
using CdpStudio.Web.Languages;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Sources.Imports;

/// <summary>Why rows were rejected, in the reader's words.</summary>
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

    /// <summary>Why an import ended or a trial broke off; null for none.</summary>
    public static string? Of(string? failure, IStringLocalizer<ImportTexts> texts) =>
        failure is not null && ImportFailure.Read(failure) is var (problem, detail) ? texts[$"Problem.{problem}", detail] : failure;

    private static string Short(string? value) => value is { Length: > MaxValueLength } ? value[..MaxValueLength] + "…" : value ?? "";
}
