//! Conversions to and from `uuid::Uuid`.

use super::ConversionError;
use crate::Guid;
use uuid::Uuid;

impl TryFrom<&Guid> for Uuid {
    type Error = ConversionError;

    fn try_from(guid: &Guid) -> Result<Self, ConversionError> {
        Self::try_parse(guid.as_str().trim()).map_err(|_| ConversionError { expected: "a UUID" })
    }
}

impl From<Uuid> for Guid {
    fn from(uuid: Uuid) -> Self {
        uuid.to_string().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_survive_the_round_trip() {
        let text = Guid::from("02bd9fd6-8f93-4758-87c3-1fb73740a315");
        let uuid = Uuid::try_from(&text).unwrap();
        assert_eq!(Guid::from(uuid), text);
        assert_eq!(Uuid::try_from(&Guid::from("{02BD9FD6-8F93-4758-87C3-1FB73740A315}")), Ok(uuid));
        assert_eq!(Uuid::try_from(&Guid::from("none")).unwrap_err().expected, "a UUID");
    }
}
