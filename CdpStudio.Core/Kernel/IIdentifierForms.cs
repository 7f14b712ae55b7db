namespace CdpStudio.Core.Kernel;

/// <summary>In what forms values of identifiers are compared, all without regard to case.</summary>
internal interface IIdentifierForms
{
    /// <summary>By what values of a namespace are one value.</summary>
    string NormalForm(string @namespace, string value);

    /// <summary>By what they get a number of their own; two of them may be one value all the same.</summary>
    string BirthForm(string @namespace, string value);

    /// <summary>Whether values of the namespace that have numbers of their own may be one value.</summary>
    bool MayBeOne(string @namespace);
}
