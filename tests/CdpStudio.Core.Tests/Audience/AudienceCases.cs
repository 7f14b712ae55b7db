using CdpStudio.Core.Tests.Audience.Cases;

namespace CdpStudio.Core.Tests.Audience;

/// <summary>Every named case by its name.</summary>
public static class AudienceCases
{
    public static IReadOnlyDictionary<string, AudienceCase> All { get; } = new[]
    {
        TextCases.All, NumberCases.All, ListCases.All, DateCases.All, DateFormCases.All, WindowCases.All, CalendarCases.All, EventCases.All,
        PropertyCases.All, MeasureCases.All, TypeCases.All, HistoryCases.All, IdentityCases.All, GroupCases.All, SequenceCases.All, LaterCases.All,
        ScenarioCases.All, MembershipCases.All, ConsentCases.All, ReferenceCases.All, MergedCases.All,
    }.SelectMany(c => c).ToDictionary(c => c.Name);
}
