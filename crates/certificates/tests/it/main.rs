//! Certificates, through the whole house.
