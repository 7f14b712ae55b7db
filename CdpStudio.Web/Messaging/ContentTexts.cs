namespace CdpStudio.Web.Messaging;

/// <summary>Marks the texts of the form in which a mail is written; those of settings and consent are beside it.</summary>
public sealed class ContentTexts;
