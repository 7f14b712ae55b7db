namespace CdpStudio.Web.Sources.Recurring;

/// <summary>Marks <c>RecurringTexts.resx</c>.</summary>
public sealed class RecurringTexts;
