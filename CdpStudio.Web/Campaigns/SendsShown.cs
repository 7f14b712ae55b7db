namespace CdpStudio.Web.Campaigns;

/// <summary>Which of a campaign's people are looked at, as the page's address has it.</summary>
public sealed record SendsShown(string? State, string? Reason, string? Search, long? After);
