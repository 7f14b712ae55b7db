using System.Globalization;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Sources;
using CdpStudio.Core.Sources.Imports;
using CdpStudio.Core.Sources.Recurring;

namespace CdpStudio.Web.Sources.Recurring;

/// <summary>The settings as they are being typed. The secret goes in and never comes out.</summary>
public sealed class RecurringFormValue
{
    private const string Stored = "HH:mm";

    /// <summary>Null while it is being made.</summary>
    public SourceId? Source { get; init; }

    public string Name { get; set; } = "";

    public SourceKind Kind { get; set; } = SourceKind.Folder;

    public string Place { get; set; } = "";

    public string Pattern { get; set; } = "";

    /// <summary>Number of the import whose columns are taken; null keeps those that there are.</summary>
    public int? ColumnsFrom { get; set; }

    public bool IsAtATime { get; set; }

    public int? Minutes { get; set; } = 60;

    /// <summary>Such as 03:30; empty for none.</summary>
    public string Time { get; set; } = "03:00";

    public DaysOfWeek Days { get; set; } = DaysOfWeek.All;

    public AfterImport After { get; set; } = AfterImport.Move;

    public SignInKind SignIn { get; set; }

    public string SignInName { get; set; } = "";

    public string Secret { get; set; } = "";

    /// <summary>Whether a secret is stored.</summary>
    public bool HasSecret { get; init; }

    public int? SilentAfterHours { get; set; }

    public bool Disabled { get; set; }

    public bool IsFolder => Kind == SourceKind.Folder;

    public static RecurringFormValue Of(Source source, RecurringView known)
    {
        var value = new RecurringFormValue
        {
            Source = source.Id, Name = source.Name, Kind = known.Kind, Place = known.Place, Pattern = known.Pattern ?? "", After = known.After,
            SignIn = known.SignIn, SignInName = known.SignInName ?? "", HasSecret = known.HasSecret,
            SilentAfterHours = known.SilentAfterHours, Disabled = source.Disabled,
        };
        if (known.Schedule is RecurringSchedule.Every every) value.Minutes = every.Minutes;
        if (known.Schedule is RecurringSchedule.At at) (value.IsAtATime, value.Time, value.Days) = (true, at.Time.ToString(Stored, CultureInfo.InvariantCulture), at.Days);
        return value;
    }

    public SaveRecurringImport ToCommand(string by) => new(
        Source, Name, Kind, Place, IsFolder ? Pattern : "", Schedule, ColumnsFrom is { } run ? new ImportRunId(run) : null, After,
        IsFolder ? SignInKind.None : SignIn, SignInName, Secret.Length == 0 ? null : Secret, Disabled, by)
    {
        SilentAfterHours = SilentAfterHours,
    };

    private RecurringSchedule? Schedule => IsAtATime
        ? TimeOnly.TryParseExact(Time, Stored, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) && Days != DaysOfWeek.None
            ? new RecurringSchedule.At(time, Days)
            : null
        : Minutes is >= RecurringSchedule.MinMinutes and <= RecurringSchedule.MaxMinutes ? new RecurringSchedule.Every(Minutes.Value) : null;
}
