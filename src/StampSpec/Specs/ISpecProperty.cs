namespace StampSpec.Specs;

/// <summary>A key that holds a property of a record, whatever the property's type.</summary>
/// <typeparam name="TOwner">The record.</typeparam>
internal interface ISpecProperty<TOwner>
{
    /// <summary>The record with the value that the file gives, or else the key's default; unchanged if there is neither.</summary>
    public TOwner Read(TOwner owner, SpecReader reader);

    /// <summary>Adds the property to the keys written; adds nothing if the property is absent.</summary>
    /// <param name="owner">The record.</param>
    /// <param name="written">The keys written.</param>
    /// <param name="folder">The folder that paths are written relative to.</param>
    public void Write(TOwner owner, OrderedDictionary<string, object> written, string folder);
}
